import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import './styles/floating.css';
import './styles/pages.css';
import './styles/print.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { Access } from './state/access.svelte.ts';
import { AtHand } from './state/at-hand.svelte.ts';
import { Camera } from './state/camera.svelte.ts';
import { Confirmation } from './state/confirmation.svelte.ts';
import { EncoderForm } from './state/encoder-form.svelte.ts';
import { Navigation } from './state/navigation.svelte.ts';
import { sessionMark } from './state/session-mark.ts';
import { Station } from './state/station.svelte.ts';
import { chooseWords } from './text/choose-words.ts';
import { AskingTransport } from './transport/asking.ts';
import { chooseTransport } from './transport/choose.ts';

const words = chooseWords(new URLSearchParams(location.search).get('lang'), navigator.languages);
document.documentElement.lang = words.lang;
document.documentElement.dir = words.dir;

const line = chooseTransport(window.threshold, location);
const access = new Access(line, sessionMark(sessionStorage));
const confirmation = new Confirmation(line);
const transport = new AskingTransport(line, {
  confirm: (channel, payload) => confirmation.ask(channel, payload),
  signIn: () => access.askAgain(),
  signedOut: () => void access.refresh(),
});
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

mount(App, {
  target,
  props: {
    words,
    transport,
    access,
    confirmation,
    station: new Station(transport),
    navigation: new Navigation(location.hash),
    camera: new Camera(navigator.mediaDevices, navigator.permissions, async (label) => {
      const answer = await line.request('camera.opened', { label });
      return answer.ok ? answer.value.allowed : null;
    }),
    hand: new AtHand(transport),
    form: new EncoderForm(),
  },
});
