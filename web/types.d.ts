// Types that the scripts of pages share. `Deckyard` is a contract: docs/guide/deck-page.md describes it, and scripts of
// authors build on it.

/** What is shown: a slide, how many steps of it, and the number that the audience sees. */
interface Place {
  slide: HTMLElement;
  step: number;
  number: number;
}

/** Where a number or a name leads. */
interface Target {
  slide: HTMLElement;
  step?: number | undefined;
}

/** What a key does. `false` leaves the key to the browser. */
type Action = (event: KeyboardEvent | MouseEvent) => unknown;

/** A line of the menu. */
interface Binding {
  group: string;
  keys: string[];
  text: string;
  /** What a click on the line does; by default what its first key does. */
  action?: Action | null;
  /** Whether it does nothing where slides are read one below the other. */
  stage?: boolean;
}

type Mode = 'stage' | 'read';

/** Makes an element, with properties and content. */
type Make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...content: (Node | string)[]
) => HTMLElementTagNameMap[Tag];

/** Makes a surface: the host of a shadow tree with this style sheet and content. No style sheet of the page applies to it. */
type Surface = (name: string, css: string, ...content: (Node | string)[]) => HTMLElement;

/** What this browser remembers, from one visit to the next. */
interface Store {
  get(key: string): string | null;
  /** `null` forgets it. */
  set(key: string, value: string | number | null): void;
}

/** `window.deckyard`: what deck.js offers to all other scripts. */
interface Deckyard {
  keys: Record<string, Action>;
  /** What the menu lists. */
  bindings: Binding[];
  /** Whether a key is for us, and not for the browser or for the focused element. */
  isShortcut(event: KeyboardEvent): boolean;
  /** Whether single letters, digits and signs act. */
  shortcuts(): boolean;
  setShortcuts(on: boolean): void;
  place(): Place | null;
  /** How many numbers there are. */
  total(): number;
  /** Finds a slide by number, id, name or alias. */
  find(reference: string): Target | null;
  show(slide: Element, step?: number): void;
  /** Shows a slide, and lets the browser's Back return. */
  visit(slide: Element, step?: number): void;
  next(): void;
  previous(): void;
  /** Scrolls to an element where slides are read, and holds it there until the reader moves the page. */
  bring(element: Element): void;
  /** Gives a slide, or a copy of one, the look of a step. */
  reveal(slide: Element, step: number): void;
  /** Whether one slide is shown at a time. */
  staged(): boolean;
  /** Puts the place into the address at once. */
  writeAddress(): void;
  /** `null`: what the width of the window asks for. Remembered. */
  setMode(mode: Mode | null): void;
  applyMode(): void;
  /** `null`: what the system asks for. Remembered. */
  setTheme(theme: 'light' | 'dark' | null): void;
  /** The title of a slide in plain text. */
  titleOf(slide: Element): string;
  /** Makes an element that is not part of the deck. */
  make: Make;
  /** Makes a surface of the tool's own, which the page cannot restyle. */
  surface: Surface;
  /** Puts a surface above everything else on the page. */
  raise(host: HTMLElement): void;
  /** Moves the focus to a slide. */
  focus(slide: HTMLElement): void;
  /** Makes wide pieces and the type smaller until all fits. Returns whether it is still too large. */
  shrink(slide: HTMLElement): boolean;
  /** Lets a keyboard scroll what does not fit. */
  offerScroll(slide: HTMLElement, on: boolean): void;
  /** Shows and announces a short message. */
  toast(text: string): void;
  /** Copies a text to the clipboard. */
  copy(text: string): Promise<void>;
  /** Fits the slide to the stage again, after its height changed. */
  refit(): void;
  /** Sends the event `deckyard:<name>` of `document`. */
  send<Name extends keyof DeckyardEvents>(name: Name, detail?: DeckyardEvents[Name]): void;
  store: Store;
  /** The text in place of missing notes. */
  noNotes?: string;
}

/** The events of `document`, without `deckyard:`, and their details. */
interface DeckyardEvents {
  /** The place changed. */
  change: Place | null;
  /** The stage came or went. */
  mode: undefined;
  /** A slide to read comes near. */
  near: HTMLElement;
  /** `deckyard serve` changed the page. */
  update: undefined;
}

/** What the search over the whole site found, for the search panel of a deck. */
interface SiteResults {
  lines: { href: string; number: string; title: (Node | string)[]; about: string; excerpt: (Node | string)[] }[];
  note: string;
  count: string;
}

interface Window {
  /** Enlarges one of these pieces of a slide, once zoom.js is loaded. */
  deckyardZoom?: (pieces: HTMLElement[], first: number) => void;
  /** The search over the whole site, once search.js is loaded; nothing if the query is not wanted any more. */
  deckyardFind?: (text: string, isWanted: () => boolean) => Promise<SiteResults | undefined>;
  /** Takes what a file of its index holds. */
  deckyardSearch?: (value: unknown) => void;
  /** Missing in browsers that are too old for the stage, and on pages without slides. */
  deckyard?: Deckyard;
}

interface DocumentEventMap {
  'deckyard:change': CustomEvent<Place>;
  'deckyard:mode': CustomEvent<undefined>;
  'deckyard:near': CustomEvent<HTMLElement>;
  'deckyard:update': CustomEvent<undefined>;
}
