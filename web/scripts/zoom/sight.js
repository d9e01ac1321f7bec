// Moves and enlarges the piece in a frame: initially it is centred, as large as the frame, and it
// never leaves the frame.

const MOST = 12; // Times as large as the frame.
const WHEEL = 0.002; // Of a turn of the wheel, in pixels.
const ROOM = 0.94; // Of the frame, for a piece that is seen as a whole.
const LARGEST_FIT = 4; // Times its size on the slide: letters get no better beyond that.

/**
 * @param {HTMLElement} frame
 * @param {HTMLElement} piece
 */
export function makeSight(frame, piece) {
  /** The scale that shows all of it, the additional zoom factor, and the offset of its centre from that of the frame. */
  const at = { fit: 1, factor: 1, x: 0, y: 0 };
  /** The fingers or the button that are down, by their ids. @type {Map<number, { x: number, y: number }>} */
  const held = new Map();

  const draw = () => {
    const scale = at.fit * at.factor;
    const [w, h] = [piece.offsetWidth * scale, piece.offsetHeight * scale];
    const [mostX, mostY] = [Math.max(0, (w - frame.clientWidth) / 2), Math.max(0, (h - frame.clientHeight) / 2)];
    at.x = Math.max(-mostX, Math.min(at.x, mostX));
    at.y = Math.max(-mostY, Math.min(at.y, mostY));
    piece.style.transform = `translate(-50%, -50%) translate(${at.x}px, ${at.y}px) scale(${scale})`;
    frame.classList.toggle('moves', mostX + mostY > 0);
  };
  /** @param {number} by @param {number} [x] of the point that stays, from the middle of the frame @param {number} [y] */
  const zoom = (by, x = 0, y = 0) => {
    const before = at.factor;
    at.factor = Math.max(1, Math.min(before * by, MOST));
    const grown = at.factor / before;
    at.x = x + (at.x - x) * grown;
    at.y = y + (at.y - y) * grown;
    draw();
  };
  /** @param {{ clientX: number, clientY: number }} point */
  const fromMiddle = ({ clientX, clientY }) => [clientX - frame.clientWidth / 2, clientY - frame.clientHeight / 2];
  const spread = () => {
    const [one, other] = held.values();
    return { length: Math.hypot(one.x - other.x, one.y - other.y), x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  };

  frame.onwheel = (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * WHEEL * (event.deltaMode ? 16 : 1)), ...fromMiddle(event));
  };
  frame.ondblclick = (event) => zoom(at.factor > 1 ? 0 : 2, ...fromMiddle(event));
  frame.onpointerdown = ({ pointerId, clientX, clientY }) => {
    frame.setPointerCapture(pointerId);
    held.set(pointerId, { x: clientX, y: clientY });
    frame.classList.add('held');
  };
  frame.onpointermove = ({ pointerId, clientX, clientY }) => {
    const before = held.get(pointerId);
    if (!before) return;
    const was = held.size === 2 ? spread() : null;
    held.set(pointerId, { x: clientX, y: clientY });
    if (was) {
      const is = spread();
      zoom(is.length / was.length, ...fromMiddle({ clientX: is.x, clientY: is.y }));
    } else if (held.size === 1) {
      at.x += clientX - before.x;
      at.y += clientY - before.y;
      draw();
    }
  };
  /** @param {PointerEvent} event */
  const letGo = ({ pointerId }) => {
    held.delete(pointerId);
    frame.classList.toggle('held', held.size > 0);
  };
  frame.onpointerup = letGo;
  frame.onpointercancel = letGo;
  return {
    zoom,
    /** @param {number} x @param {number} y */
    pan: (x, y) => {
      at.x += x;
      at.y += y;
      draw();
    },
    /** Shows all of it. */
    fit: () => {
      at.fit = Math.min(ROOM * frame.clientWidth / piece.offsetWidth, ROOM * frame.clientHeight / piece.offsetHeight, LARGEST_FIT);
      Object.assign(at, { factor: 1, x: 0, y: 0 });
      draw();
    },
  };
}
