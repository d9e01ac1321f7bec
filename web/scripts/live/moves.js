// Distinguishes moves by the server from those by a person.

let isServerMoving = false;

/** Whether the server is moving the page now, and not a person. */
export const isMovedByServer = () => isServerMoving;

/** Moves the page for the server. @param {() => void} move */
export function moveForServer(move) {
  isServerMoving = true;
  try {
    move();
  } finally {
    isServerMoving = false;
  }
}
