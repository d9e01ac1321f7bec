// The pen and the laser pointer.

import { core } from '../common/core.js';

const [THIN, THICK] = [5, 16]; // CSS pixels of a line.
const DOT = 0.1; // CSS pixels of the radius of a line's start.

/** The pen's canvas or the laser's dot. @type {HTMLElement | null} */
let tool = null;
/** @type {CanvasRenderingContext2D | null} */
let pencil = null;

/** Whether pen or laser is in use. */
export const draws = () => tool !== null;

export function putAway() {
  tool?.remove();
  tool = null;
}

/** Selects a tool, or puts it away if it was in use. Returns whether it is in use now. @param {'pen' | 'laser'} name */
export function takeTool(name) {
  const wasInUse = tool?.className === name;
  putAway();
  if (wasInUse) return false;
  tool = core.make(name === 'pen' ? 'canvas' : 'div', { className: name, ariaHidden: 'true' });
  document.body.prepend(tool);
  sizePen();
  return true;
}

/** Resizes the pen's canvas to the window, which clears it. */
export function sizePen() {
  if (!(tool instanceof HTMLCanvasElement)) return;
  tool.width = innerWidth * devicePixelRatio;
  tool.height = innerHeight * devicePixelRatio;
  tool.onpointerdown = draw;
  tool.onpointermove = draw;
  tool.onpointerup = draw;
  pencil = tool.getContext('2d');
  if (!pencil) return;
  pencil.scale(devicePixelRatio, devicePixelRatio);
  pencil.strokeStyle = 'red';
  pencil.lineCap = 'round';
  pencil.lineJoin = 'round';
}

/** @param {PointerEvent} event */
function draw(event) {
  if (!pencil) return;
  if (event.buttons !== 1 || !event.isPrimary) {
    pencil.beginPath();
    return;
  }
  pencil.lineWidth = event.shiftKey ? THICK : THIN;
  for (const { clientX, clientY } of [...event.getCoalescedEvents?.() ?? [], event]) pencil.arc(clientX, clientY, DOT, 0, 7);
  pencil.stroke();
  pencil.beginPath();
  pencil.moveTo(event.clientX, event.clientY);
}

/** @param {PointerEvent} event */
export function moveLaser({ clientX, clientY }) {
  if (tool?.className === 'laser') tool.style.transform = `translate(${clientX}px, ${clientY}px)`;
}
