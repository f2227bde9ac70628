import { pageWords } from './subject-page-words.ts';

/**
 * What the sealed file of a person's data does in a browser: asks for the passphrase, opens the data with
 * Web Crypto, shows it. Everything it shows is set as text, so nothing that is kept can become markup. Plain
 * JavaScript without a reference to anything outside the file.
 */
export const pageScript = `
'use strict';
(() => {
  const words = ${JSON.stringify(pageWords)};
  const language = /^de/i.test(navigator.language) ? 'de' : 'en';
  const t = words[language];
  const page = document.getElementById('page');
  const envelope = JSON.parse(document.getElementById('sealed').textContent);
  document.documentElement.lang = language;
  document.title = t.title;

  const make = (tag, text, ...children) => {
    const element = document.createElement(tag);
    if (text !== null) element.textContent = text;
    element.append(...children);
    return element;
  };
  const classed = (name, element) => { element.className = name; return element; };
  const when = (iso) => iso === null ? t.never
    : new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long', timeStyle: 'short' })
      .format(new Date(iso));
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  async function open(passphrase) {
    const secret = passphrase.toLowerCase().replace(/[^a-z0-9]/g, '');
    const material = await crypto.subtle.importKey(
      'raw', new TextEncoder().encode(secret), 'PBKDF2', false, ['deriveKey']);
    const key = await crypto.subtle.deriveKey(
      { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(envelope.salt),
        iterations: envelope.iterations },
      material, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytesOf(envelope.nonce) }, key, bytesOf(envelope.sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  function ask() {
    const field = make('input', null);
    Object.assign(field, { id: 'passphrase', autocomplete: 'off', spellcheck: false,
      autocapitalize: 'none', required: true });
    const label = make('label', t.passphrase);
    label.htmlFor = 'passphrase';
    const button = make('button', t.open);
    const said = make('p', null);
    said.setAttribute('role', 'alert');
    const form = make('form', null, label, field, button);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      button.disabled = true;
      said.textContent = t.opening;
      try {
        const data = await open(field.value);
        show(data);
      } catch {
        said.textContent = t.wrong;
        button.disabled = false;
        field.select();
      }
    });
    page.append(make('h1', t.title), classed('soft', make('p', t.about)), form, said);
    if (!window.isSecureContext || !crypto.subtle) {
      said.textContent = t.noCrypto;
      button.disabled = true;
    }
    field.focus();
  }

  function list(pairs) {
    return make('dl', null, ...pairs.filter(([, value]) => value !== '')
      .flatMap(([name, value]) => [make('dt', name), make('dd', String(value))]));
  }

  function table(heads, rows) {
    const head = make('thead', null,
      make('tr', null, ...heads.map((text) => make('th', text))));
    const body = make('tbody', null,
      ...rows.map((row) => make('tr', null, ...row.map((text) => make('td', String(text))))));
    return classed('scroll', make('div', null, make('table', null, head, body)));
  }

  function saver(label, name, value) {
    const button = make('button', label);
    button.addEventListener('click', () => {
      const blob = new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' });
      const link = make('a', null);
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    return button;
  }

  function section(title, count, ...content) {
    return make('section', null, make('h2', title), ...(count === 0 ? [make('p', t.none)] : content));
  }

  function show(data) {
    const { person, consents, consentTexts, templates, photos, events } = data;
    const textOf = (version) => consentTexts.find((text) => text.version === version);
    page.replaceChildren(
      make('h1', person.name),
      classed('soft', make('p', t.asOf + ' ' + when(data.madeAt))),
      saver(t.saveAll, 'data.json', data),
      section(t.person, 1, list([
        [t.id, person.id],
        [t.enrolled, when(person.enrolledAt)],
        [t.lastUsed, when(person.lastUsedAt)],
        [t.withdrawn, when(person.withdrawnAt)],
        [t.ends, when(person.endsAt)],
        [t.pin, person.pinSetAt === null ? t.noPin : t.pinSet + ' ' + when(person.pinSetAt)],
        [t.purpose, data.purpose],
        [t.controller, data.controller],
        [t.contact, data.contact],
      ])),
      section(t.consent, consents.length, ...consents.flatMap((consent) => {
        const text = textOf(consent.textVersion);
        return [
          list([
            [t.noted, when(consent.at)],
            [t.how, consent.note],
            [t.textVersion, consent.textVersion === null ? t.noText : consent.textVersion],
            [t.withdrawn, when(consent.withdrawnAt)],
          ]),
          ...(text ? [classed('text', make('div', text.text))] : []),
        ];
      })),
      section(t.templates, templates.length,
        classed('soft', make('p', t.templatesAbout)),
        table([t.when, t.source, t.quality, t.encoder, t.numbers],
          templates.map((template) => [when(template.createdAt), template.source,
            template.quality.toFixed(2), template.encoder.slice(0, 12), template.encoding.length])),
        make('p', null, saver(t.saveTemplates, 'templates.json', templates))),
      section(t.photos, photos.length, classed('photos', make('div', null,
        ...photos.map((photo, at) => {
          const image = make('img', null);
          image.src = 'data:image/jpeg;base64,' + photo.jpeg;
          image.alt = t.photo + ' ' + (at + 1);
          return make('figure', null, image,
            make('figcaption', photo.source + ', ' + when(photo.createdAt)));
        })))),
      section(t.events, events.length,
        table([t.when, t.what, t.outcome, t.detail],
          events.map((event) => [when(event.at),
            (t.kinds[event.kind] ?? event.kind) + (event.claimed ? ' (' + t.claimed + ')' : ''),
            t.outcomes[event.outcome] ?? event.outcome,
            event.detail ?? event.code ?? '']))),
    );
    const heading = page.querySelector('h1');
    heading.tabIndex = -1;
    heading.focus();
  }

  ask();
})();
`;
