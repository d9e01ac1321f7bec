// A hostile style sheet of a site, and a check that a surface of the tool looks the same as without
// it.

import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

const PROPERTIES = ['ui-paper', 'ui-canvas', 'ui-ink', 'ui-muted', 'ui-line', 'ui-accent', 'ui-field', 'ui-chosen', 'ui-mark', 'ui-code', 'ui-wide', 'ui-high', 'cell', 'small',
  'paper', 'ink', 'accent', 'muted', 'line', 'canvas', 'font-text', 'font-code'];

export const HOSTILE = `
  * { all: unset !important; color: yellow !important; background: yellow !important; display: block !important; transform: rotate(11deg) !important;
    font: italic 5px/3 serif !important; letter-spacing: 1em !important; text-transform: uppercase !important; direction: rtl !important; text-align: center !important;
    ${PROPERTIES.map((name) => `--${name}: 3px !important;`).join(' ')} }
  html { filter: invert(1) !important; color-scheme: dark !important; }
  body { opacity: .2 !important; overflow: hidden !important; pointer-events: none !important; visibility: hidden !important; }
  div, nav, button, section, ::slotted(*) { width: 7px !important; height: 7px !important; position: static !important; float: right !important; }
  dialog, [popover], [data-ui], [role=status] { display: none !important; opacity: 0 !important; z-index: -1 !important; clip-path: inset(50%) !important; }
  dialog::backdrop, [popover]::backdrop { display: block !important; background: red !important; }
  ::before, ::after { content: 'X' !important; } ::selection { color: red !important; }
`;

/** The appearance of a surface: the styles and positions of its elements and its host, and the contrast of its texts. */
const looks = (page, selector) => page.evaluate((wanted) => {
  const within = window.seek(wanted);
  const { host } = within.getRootNode();
  for (const field of within.querySelectorAll('input')) field.style.caretColor = 'transparent'; // It blinks.
  const styleOf = (element) => {
    const style = getComputedStyle(element);
    return ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontStyle', 'lineHeight', 'letterSpacing', 'textTransform', 'textAlign', 'direction', 'display', 'position',
      'opacity', 'visibility', 'transform', 'filter', 'clipPath', 'zIndex', 'pointerEvents', 'outlineStyle', 'borderTopWidth', 'borderTopColor'].map((name) => `${name}: ${style[name]}`);
  };
  const describe = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [`${element.localName}.${element.className}`, ...[x, y, width, height].map((n) => n.toFixed(1)), ...styleOf(element)].join('; ');
  };
  // In any notation: a canvas knows them all.
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const channels = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue, opacity] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, opacity / 255]);
    }
    return known.get(colour);
  };
  const light = (colour) => channels(colour).slice(0, 3).map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4)).reduce((sum, n, index) => sum + n * [0.2126, 0.7152, 0.0722][index], 0);
  const parentOf = (element) => element.parentElement ?? element.getRootNode().host;
  const ground = (element) => {
    for (let one = element; one; one = parentOf(one)) {
      const { backgroundColor } = getComputedStyle(one);
      if ((channels(backgroundColor)[3] ?? 1) === 1) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const faint = [within, ...within.querySelectorAll('*')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())).flatMap((element) => {
    const [a, b] = [getComputedStyle(element).color, ground(element)].map(light).sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05) >= 4.5 ? [] : [`${element.localName} ${element.textContent.slice(0, 20)} ${((a + 0.05) / (b + 0.05)).toFixed(2)}`];
  });
  const around = ['::before', '::after', '::backdrop'].map((name) => `${name} ${['content', 'display'].map((property) => getComputedStyle(host, name)[property])}`);
  return { all: [...around, ...[host, within, ...within.querySelectorAll('*')].map(describe)], faint };
}, selector);

/** The bytes of the pixels in a rectangle of a PNG with 8 bits per channel, as Chromium writes it. */
function pixels(png, { x, y, width, height }) {
  const chunks = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) chunks.push([png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at))]);
  const head = chunks[0][1];
  const n = { 2: 3, 6: 4 }[head[9]];
  assert.deepEqual([head[8], Boolean(n), head[12]], [8, true, 0], 'a PNG as expected');
  const bytes = inflateSync(Buffer.concat(chunks.filter(([name]) => name === 'IDAT').map(([, data]) => data)));
  const length = head.readUInt32BE(0) * n;
  const rows = [];
  let above = Buffer.alloc(length);
  for (let at = 0; at < bytes.length; at += length + 1) {
    const row = Buffer.from(bytes.subarray(at + 1, at + 1 + length));
    for (let i = 0; i < length; i += 1) {
      const [a, b, c] = [row[i - n] ?? 0, above[i], above[i - n] ?? 0];
      const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
      row[i] += [0, a, b, (a + b) >> 1, pa <= pb && pa <= pc ? a : pb <= pc ? b : c][bytes[at]];
    }
    rows.push(row);
    above = row;
  }
  return Buffer.concat(rows.slice(Math.ceil(y), Math.floor(y + height)).map((row) => row.subarray(Math.ceil(x) * n, Math.floor(x + width) * n)));
}

/** Fails if a hostile style sheet changes the selected element, its host, or a screenshot of it or of a part of it. */
export async function assertUntouched(page, selector, what = selector, pictured = selector) {
  const client = await page.context().newCDPSession(page);
  const picture = async () => {
    const box = await page.evaluate((wanted) => {
      const { left, top, right, bottom } = window.seek(wanted).getBoundingClientRect();
      // Its round corners show the page.
      return { x: Math.max(left, 0) + 14, y: Math.max(top, 0) + 14, width: Math.min(right, innerWidth) - Math.max(left, 0) - 28, height: Math.min(bottom, innerHeight) - Math.max(top, 0) - 28 };
    }, pictured);
    // The whole window: a clip is relative to the start of the page, which a style sheet may move.
    const { data } = await client.send('Page.captureScreenshot', { format: 'png' });
    return box.width > 4 && box.height > 4 ? pixels(Buffer.from(data, 'base64'), box) : null;
  };
  const [before, seen] = [await looks(page, selector), await picture()];
  assert.ok(before.all.length > 1, what);
  assert.deepEqual(before.faint, [], `${what}: contrast`);
  await page.evaluate((css) => {
    // The accent is the page's, which surfaces make readable: see isolation.test.mjs.
    const accent = getComputedStyle(document.documentElement).getPropertyValue('--deckyard-accent');
    window.hostile = document.createElement('style');
    window.hostile.textContent = accent ? `${css} * { --deckyard-accent: ${accent} !important; }` : css;
    document.head.append(window.hostile);
  }, HOSTILE);
  const after = await looks(page, selector);
  const differing = after.all.flatMap((one, index) => (one === before.all[index] ? [] : [`${one}\n  instead of ${before.all[index]}`]));
  assert.deepEqual(differing.slice(0, 3), [], what);
  assert.equal(after.all.length, before.all.length, what);
  assert.deepEqual(after.faint, [], `${what}: contrast`);
  if (seen) {
    const now = await picture();
    // Where a page is drawn in layers, round edges differ by a shade.
    assert.ok(now.length === seen.length && now.every((byte, index) => Math.abs(byte - seen[index]) < 8), `${what}: the picture is the same`);
  }
  await page.evaluate(() => window.hostile.remove());
  await client.detach();
}
