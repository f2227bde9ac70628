import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import './styles/floating.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { Camera } from './state/camera.svelte.ts';
import { EncoderForm } from './state/encoder-form.svelte.ts';
import { EnrolSession } from './state/enrol-session.svelte.ts';
import { Navigation } from './state/navigation.svelte.ts';
import { StandIn } from './state/stand-in.svelte.ts';
import { Station } from './state/station.svelte.ts';
import { chooseWords } from './text/choose-words.ts';
import { chooseTransport } from './transport/choose.ts';

const words = chooseWords(new URLSearchParams(location.search).get('lang'), navigator.languages);
document.documentElement.lang = words.lang;
document.documentElement.dir = words.dir;

const transport = chooseTransport(window.threshold, location);
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

mount(App, {
  target,
  props: {
    words,
    transport,
    station: new Station(transport),
    navigation: new Navigation(location.hash),
    camera: new Camera(navigator.mediaDevices, navigator.permissions),
    standIn: new StandIn(),
    enrolment: new EnrolSession(transport),
    form: new EncoderForm(),
  },
});
