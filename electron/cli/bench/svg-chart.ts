/** One side of a chart: where values lie on it, and which are written down. */
export interface Axis {
  readonly label: string;
  /** 0 at the chart's left or lower edge, 1 at the opposite one. */
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The range that is as good as certain about the curve. */
  readonly band?: readonly {
    readonly x: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly dashed?: true;
  /** Curves of one colour belong together: 0 to 2. */
  readonly colour: 0 | 1 | 2;
}

export interface Chart {
  readonly title: string;
  /** What was measured, on what. */
  readonly about: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
}

const size = { width: 760, height: 620 } as const;
const frame = { left: 84, right: 24, top: 84, bottom: 64 } as const;
const inner = {
  width: size.width - frame.left - frame.right,
  height: size.height - frame.top - frame.bottom,
};
const legend = { line: 20, mark: 26, margin: 14 } as const;

/** A drawing that stands alone and follows the reader's light or dark setting. */
export function svgChart(chart: Chart): string {
  const { title, about, x, y, curves } = chart;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="title about">`,
    `<title id="title">${escaped(title)}</title><desc id="about">${escaped(about)}</desc>`,
    style,
    `<rect class="page" width="${size.width}" height="${size.height}"/>`,
    text(frame.left, 36, title, 'title'),
    text(frame.left, 60, about, 'quiet'),
    ...x.ticks.map(({ value, text }) => upright(x.place(value), text)),
    ...y.ticks.map(({ value, text }) => level(y.place(value), text)),
    text(frame.left + inner.width / 2, size.height - 16, x.label, 'quiet middle'),
    turned(y.label),
    `<clipPath id="inner"><rect x="${frame.left}" y="${frame.top}" width="${inner.width}" height="${inner.height}"/></clipPath>`,
    `<g clip-path="url(#inner)">${curves.map((curve) => drawn(chart, curve)).join('')}</g>`,
    `<rect class="frame" x="${frame.left}" y="${frame.top}" width="${inner.width}" height="${inner.height}"/>`,
    ...curves.map(legendLine),
    '</svg>\n',
  ].join('\n');
}

const style = `<style>
svg { color-scheme: light dark; font: 13px system-ui, sans-serif; }
.page { fill: #fff; } text { fill: #1b1f24; } .quiet { fill: #57606a; }
.title { font-size: 18px; font-weight: 600; } .middle { text-anchor: middle; } .end { text-anchor: end; }
.grid { stroke: #d8dee4; } .frame { fill: none; stroke: #8c959f; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; } .band { opacity: 0.18; stroke: none; }
.c0 { stroke: #0550ae; fill: #0550ae; } .c1 { stroke: #bc4c00; fill: #bc4c00; } .c2 { stroke: #57606a; fill: #57606a; }
.curve.c0, .curve.c1, .curve.c2 { fill: none; }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; } text { fill: #e6edf3; } .quiet { fill: #9198a1; }
.grid { stroke: #2a313c; } .frame { stroke: #656c76; }
.c0 { stroke: #6cb6ff; fill: #6cb6ff; } .c1 { stroke: #f0883e; fill: #f0883e; } .c2 { stroke: #9198a1; fill: #9198a1; }
}
</style>`;

function drawn({ x, y }: Chart, { points, band, dashed, colour }: Curve): string {
  const spot = (across: number, up: number): string =>
    `${rounded(left(x.place(across)))} ${rounded(top(y.place(up)))}`;
  const line = points.map((point) => spot(point.x, point.y)).join('L');
  const edges = band && [
    ...band.map((edge) => spot(edge.x, edge.high)),
    ...band.toReversed().map((edge) => spot(edge.x, edge.low)),
  ];
  const area = edges?.length ? `<path class="band c${colour}" d="M${edges.join('L')}Z"/>` : '';
  return line ? `${area}<path class="curve c${colour}"${dash(dashed)} d="M${line}"/>` : area;
}

function legendLine({ name, dashed, colour }: Curve, at: number): string {
  const y = frame.top + legend.margin + 8 + at * legend.line;
  const right = frame.left + inner.width - legend.margin;
  const mark = `<path class="curve c${colour}"${dash(dashed)} d="M${right - legend.mark} ${y}h${legend.mark}"/>`;
  return mark + text(right - legend.mark - 8, y + 4, name, 'end');
}

function dash(dashed: true | undefined): string {
  return dashed ? ' stroke-dasharray="6 5"' : '';
}

function upright(place: number, label: string): string {
  const x = rounded(left(place));
  const bottom = frame.top + inner.height;
  const line = `<path class="grid" d="M${x} ${frame.top}V${bottom}"/>`;
  return line + text(x, bottom + 20, label, 'quiet middle');
}

function level(place: number, label: string): string {
  const y = rounded(top(place));
  const line = `<path class="grid" d="M${frame.left} ${y}h${inner.width}"/>`;
  return line + text(frame.left - 10, y + 4, label, 'quiet end');
}

function turned(label: string): string {
  const y = frame.top + inner.height / 2;
  return `<text class="quiet middle" transform="translate(22 ${y}) rotate(-90)">${escaped(label)}</text>`;
}

function text(x: number, y: number, words: string, kind: string): string {
  return `<text class="${kind}" x="${x}" y="${y}">${escaped(words)}</text>`;
}

function left(place: number): number {
  return frame.left + place * inner.width;
}

function top(place: number): number {
  return frame.top + (1 - place) * inner.height;
}

function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
