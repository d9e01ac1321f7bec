// Types that the scripts of pages share. `Deckyard` is a contract: docs/guide/deck-page.md describes it, and scripts of
// authors build on it.

/** The current place: a slide, how many steps of it, and the number that the audience sees. */
interface Place {
  slide: HTMLElement;
  step: number;
  number: number;
}

/** The target of a number or a name. */
interface Target {
  slide: HTMLElement;
  step?: number | undefined;
}

/** The action of a key. `false` leaves the key to the browser. */
type Action = (event: KeyboardEvent | MouseEvent) => unknown;

/** A line of the menu. */
interface Binding {
  group: string;
  keys: string[];
  text: string;
  /** The action of a click on the line; by default, that of its first key. */
  action?: Action | null;
  /** Whether it has no effect in the reading view. */
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

/** The settings that this browser stores between visits. */
interface Store {
  get(key: string): string | null;
  /** `null` forgets it. */
  set(key: string, value: string | number | null): void;
}

/** `window.deckyard`: the interface of deck.js for all other scripts. */
interface Deckyard {
  keys: Record<string, Action>;
  /** An entry of the menu. */
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
  /** Scrolls to an element in the reading view, and keeps it there until the reader moves the page. */
  bring(element: Element): void;
  /** Gives a slide, or a copy of one, the look of a step. */
  reveal(slide: Element, step: number): void;
  /** Whether one slide is shown at a time. */
  staged(): boolean;
  /** Writes the place into the address immediately. */
  writeAddress(): void;
  /** `null`: depends on the width of the window. Remembered. */
  setMode(mode: Mode | null): void;
  applyMode(): void;
  /** `null`: follows the system. Remembered. */
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
  /** Shrinks wide pieces and the type until everything fits. Returns whether it is still too large. */
  shrink(slide: HTMLElement): boolean;
  /** Lets the keyboard scroll content that does not fit. */
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

/** The audience's messages to the presenter. */
interface AudienceView {
  questions: { id: number; text: string }[];
  fast: number;
  slow: number;
}

/** The events of `document`, without `deckyard:`, and their details. */
interface DeckyardEvents {
  /** The place changed. */
  change: Place | null;
  /** The stage appeared or disappeared. */
  mode: undefined;
  /** A slide in the reading view comes near the window. */
  near: HTMLElement;
  /** Slides to read are displayed, which were not while those around the current one were laid out. */
  laid: HTMLElement[];
  /** `deckyard serve` changed the page. */
  update: undefined;
  /** The screen becomes black, or visible again; caused by a person in this window, or not. */
  black: { on: boolean; isByHand: boolean };
  /** Another device blacks the screen, or ends that. */
  blacken: boolean;
  /** The presenter points at the slide in this window, and on another device. */
  pointing: [number, number] | null;
  point: unknown;
  /** A view was opened. */
  view: undefined;
  /** The audience's messages; a question that the presenter has seen. */
  questions: AudienceView;
  dismiss: number;
  /** This window leads the others from now on. */
  lead: undefined;
  /** The timer was started, paused or reset. */
  timer: undefined;
}

/** The results of the search over the whole site, for the search panel of a deck. */
interface SiteResults {
  lines: { href: string; number: string; title: (Node | string)[]; about: string; excerpt: (Node | string)[] }[];
  note: string;
  count: string;
}

type View = '' | 'presenter' | 'notes';

/** How many ms the timer had run at the last pause, when it went on (0: it is paused), and the number at which it began. */
interface PresenterTimer {
  before: number;
  since: number;
  from: number;
}

interface PresenterState {
  view: View;
  isBlack: boolean;
  /** Whether the other windows follow this one's place. */
  isLeader: boolean;
  timer: PresenterTimer;
}

/** The interface that presenter.js gets from the script that opens it. */
interface PresenterHost {
  state: PresenterState;
  /** ms on the timer. */
  elapsed(): number;
  restart(): void;
  startOrPause(): void;
  setView(name: View): void;
  toggleBlack(): void;
  /** Shows the audience a pointer on the slide: shares of its width and height. */
  pointTo(point: [number, number] | null): void;
}

/** What presenter.js draws. */
interface PresenterView {
  /** Shows the view that the state names, or none. */
  show(): void;
  draw(): void;
  drawStatus(): void;
}

interface Window {
  /** Makes the views, once presenter.js is loaded. */
  deckyardPresenter?: (host: PresenterHost) => PresenterView;
  /** Enlarges one of these pieces of a slide, once zoom.js is loaded. */
  deckyardZoom?: (pieces: HTMLElement[], first: number) => void;
  /** The search over the whole site, once search.js is loaded; nothing if the query is no longer needed. */
  deckyardFind?: (text: string, isWanted: () => boolean) => Promise<SiteResults | undefined>;
  /** Receives the content of a file of its index. */
  deckyardSearch?: (value: unknown) => void;
  /** Missing in browsers that are too old for the stage, and on pages without slides. */
  deckyard?: Deckyard;
}

interface DocumentEventMap {
  'deckyard:change': CustomEvent<Place>;
  'deckyard:mode': CustomEvent<undefined>;
  'deckyard:near': CustomEvent<HTMLElement>;
  'deckyard:laid': CustomEvent<HTMLElement[]>;
  'deckyard:update': CustomEvent<undefined>;
  'deckyard:black': CustomEvent<DeckyardEvents['black']>;
  'deckyard:blacken': CustomEvent<boolean>;
  'deckyard:pointing': CustomEvent<DeckyardEvents['pointing']>;
  'deckyard:point': CustomEvent<unknown>;
  'deckyard:view': CustomEvent<undefined>;
  'deckyard:questions': CustomEvent<AudienceView>;
  'deckyard:dismiss': CustomEvent<number>;
  'deckyard:lead': CustomEvent<undefined>;
  'deckyard:timer': CustomEvent<undefined>;
}
