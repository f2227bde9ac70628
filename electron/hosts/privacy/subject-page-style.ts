/** How the sealed file of a person's data looks; on paper, too. */
export const pageStyle = `
:root { color-scheme: light dark; --soft: color-mix(in srgb, currentColor 65%, transparent);
  --line: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem; }
p { margin: .5rem 0; }
.soft { color: var(--soft); }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.5rem 0 .5rem; }
label { flex: 1 0 100%; }
input { flex: 1 1 18rem; font: 1rem/1.5 ui-monospace, monospace; padding: .5rem .75rem; }
button { font: inherit; padding: .5rem 1rem; cursor: pointer; }
input, button { border: 1px solid var(--line); border-radius: .375rem; color: inherit;
  background: transparent; }
:focus-visible { outline: 2px solid; outline-offset: 2px; }
[role=alert] { min-height: 1.5em; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.5rem;
  margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; border-inline-start: 3px solid var(--line); padding-inline-start: 1rem;
  margin: .75rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: start; vertical-align: top; padding: .375rem 1rem .375rem 0;
  border-bottom: 1px solid var(--line); }
th { font-weight: 500; color: var(--soft); }
.photos { display: flex; flex-wrap: wrap; gap: 1rem; margin: .75rem 0; }
figure { margin: 0; max-width: 12rem; }
img { display: block; max-width: 100%; border-radius: .375rem; }
figcaption { font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { button, form { display: none; } }
`;
