// A common small interface for Firefox, WebKit and Chromium, so that the same checks run in each of
// them.
//
//   const engine = await launch('firefox');            // 'webkit', 'chromium'
//   const page = await engine.open(url, STAGE);        // a window; `engine.windows()` are all that are open
//   await page.evaluate((n) => document.title + n, 1); // a function with its arguments, as JSON
//   await page.press('ArrowRight', 'p');
//   await page.click('main a');
//
// Firefox speaks WebDriver BiDi by itself, WebKit through WebKitWebDriver of WebKitGTK, on a
// virtual screen. A missing browser is a failure.
//
//   FIREFOX         default: firefox-esr or firefox on the path
//   WEBKIT_DRIVER   default: WebKitWebDriver on the path

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import WebSocket from 'ws';
import { CHROMIUM, STAGE, defineSeek } from './harness.mjs';

const PATIENCE = 20_000; // ms
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** The keys of WebDriver that are not characters. */
const KEYS = { ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Enter: '\uE007', Escape: '\uE00C',
  Home: '\uE011', End: '\uE010', PageUp: '\uE00E', PageDown: '\uE00F', Tab: '\uE004', Shift: '\uE008', ' ': ' ' };
const keyOf = (key) => KEYS[key] ?? key;
const strokes = (keys) => keys.flatMap((key) => [{ type: 'keyDown', value: keyOf(key) }, { type: 'keyUp', value: keyOf(key) }]);
const press = (x, y) => [{ type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];

/** Waits until a condition is true, and returns its value. */
export async function until(condition, what) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${typeof what === 'function' ? await what() : what}`);
    await sleep(15);
  }
}

/** The path of a program; if it is missing, an error that names the package to install. */
function find(names, advice) {
  for (const name of names.filter(Boolean)) {
    if (path.isAbsolute(name) ? existsSync(name) : spawnSync('sh', ['-c', `command -v ${name}`]).status === 0) return name;
  }
  throw new Error(`none of ${names.filter(Boolean).join(', ')}: ${advice}`);
}

/** Ends all started processes, whatever ends the tests. */
const children = new Set();
process.on('exit', () => {
  for (const { pid } of children) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch { /* It is gone. */ }
  }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Starts a program, and waits for a line of this pattern, if any; `stop()` ends it and its child processes. */
async function start(program, args, { pattern, env = {} }) {
  const child = spawn(program, args, { detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { said += bytes; });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => { child.once('exit', done); });
    process.kill(-child.pid, 'SIGTERM');
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 3000);
    await gone;
    clearTimeout(timer);
  };
  if (!pattern) return { stop };
  try {
    const [, found] = await until(() => {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
      return pattern.exec(said);
    }, () => `${program}: ${said}`);
    return { found, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The methods of all windows, based on `call`, `strike`, `point`, `resize`, `goto` and `close`. */
class Page {
  constructor(engine, id) {
    Object.assign(this, { engine, id });
  }

  /** The result of a function in the page, with promises awaited. */
  async evaluate(body, ...values) {
    return JSON.parse(await this.call(`(${defineSeek})(); return JSON.stringify(await (${body})(...${JSON.stringify(values)})) ?? 'null'`));
  }

  press(...keys) {
    return this.strike(keys);
  }

  type(text) {
    return this.strike([...text]);
  }

  /** Clicks in the middle of the first element that matches. */
  async click(selector) {
    const box = await this.wait((wanted) => {
      const element = window.seek(wanted);
      if (!element) return null;
      const { x, y, width, height } = element.getBoundingClientRect();
      return width > 0 && { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    }, selector);
    await this.point(box.x, box.y);
  }

  /** Waits until a function returns a true value in the page, and returns that. */
  async wait(body, ...values) {
    // Between two pages, no page can answer.
    const ask = () => this.evaluate(body, ...values).catch(() => null);
    return until(ask, async () => `${body} of ${JSON.stringify(values)} at ${await this.evaluate(() => [location.href, window.deckyard?.total(), window.deckyard?.place()?.slide.id, document.title]).catch(() => '?')}`);
  }
}

// Firefox: https://www.w3.org/TR/webdriver-bidi/

const FIREFOX_PREFERENCES = {
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.disable_open_during_load': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.server': 'data:,',
  // Simulates a mouse: a machine without a screen reports that it has none.
  'ui.primaryPointerCapabilities': 6,
  'ui.allPointerCapabilities': 6,
};

class FirefoxPage extends Page {
  async call(body) {
    const { result, exceptionDetails } = await this.engine.send('script.callFunction', {
      functionDeclaration: `async () => { ${body} }`, awaitPromise: true, target: { context: this.id }, userActivation: false,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  goto(url) {
    return this.engine.send('browsingContext.navigate', { context: this.id, url, wait: 'complete' });
  }

  strike(keys) {
    return this.engine.send('input.performActions', { context: this.id, actions: [{ type: 'key', id: 'keys', actions: strokes(keys) }] });
  }

  /** Waits until keys arrive: a new window reports the focus some time before it has it, and keys are lost until then. */
  async awaitKeys() {
    await this.evaluate(() => {
      window.hears = false;
      addEventListener('keydown', () => { window.hears = true; }, { capture: true, once: true });
    });
    await until(async () => {
      await this.strike(['Shift']);
      return this.evaluate(() => window.hears);
    }, 'a key in a new window');
  }

  point(x, y) {
    return this.engine.send('input.performActions', { context: this.id, actions: [{ type: 'pointer', id: 'mouse', actions: press(x, y) }] });
  }

  resize({ width, height }) {
    return this.engine.send('browsingContext.setViewport', { context: this.id, viewport: { width, height } });
  }

  back() {
    return this.engine.send('browsingContext.traverseHistory', { context: this.id, delta: -1 });
  }

  async screenshot() {
    return Buffer.from((await this.engine.send('browsingContext.captureScreenshot', { context: this.id })).data, 'base64');
  }

  /** The page as a PDF; its own rules set the size of the sheets. */
  async print() {
    const { data } = await this.engine.send('browsingContext.print', { context: this.id, background: true, shrinkToFit: false, page: { width: 21, height: 29.7 }, margin: { top: 0, right: 0, bottom: 0, left: 0 } });
    return Buffer.from(data, 'base64');
  }

  close() {
    return this.engine.send('browsingContext.close', { context: this.id });
  }
}

class Firefox {
  name = 'firefox';
  #next = 1;
  #waiting = new Map();

  static async launch() {
    const engine = new Firefox();
    const program = find([process.env.FIREFOX, 'firefox-esr', 'firefox'], 'install Firefox (apt install firefox-esr) or set FIREFOX to its path');
    engine.profile = mkdtempSync(path.join(os.tmpdir(), 'deckyard-firefox-'));
    const lines = Object.entries(FIREFOX_PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    writeFileSync(path.join(engine.profile, 'user.js'), lines.join(''));
    engine.process = await start(program, ['--headless', '--no-remote', '--profile', engine.profile, '--remote-debugging-port', '0'],
      { pattern: /WebDriver BiDi listening on (ws:\/\/\S+)/, env: { HOME: engine.profile, MOZ_CRASHREPORTER_DISABLE: '1' } });
    engine.socket = new WebSocket(`${engine.process.found}/session`);
    await new Promise((done, fail) => { engine.socket.once('open', done).once('error', fail); });
    engine.socket.on('message', (bytes) => engine.#take(JSON.parse(bytes)));
    const { capabilities } = await engine.send('session.new', { capabilities: {} });
    engine.version = `Firefox ${capabilities.browserVersion}`;
    return engine;
  }

  #take({ id, type, result, error, message }) {
    const { done, fail } = this.#waiting.get(id) ?? {};
    this.#waiting.delete(id);
    if (type === 'success') done?.(result);
    else fail?.(new Error(`${error}: ${message}`));
  }

  send(method, params) {
    const id = this.#next;
    this.#next += 1;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** All windows that are open. */
  async windows() {
    const { contexts } = await this.send('browsingContext.getTree', { maxDepth: 0 });
    return contexts.map(({ context }) => new FirefoxPage(this, context));
  }

  async open(url, size = STAGE) {
    const { context } = await this.send('browsingContext.create', { type: 'window' });
    const page = new FirefoxPage(this, context);
    await page.resize(size);
    await page.goto(url);
    await this.send('browsingContext.activate', { context });
    await page.wait(() => document.hasFocus());
    await page.awaitKeys();
    return page;
  }

  async close() {
    await this.send('browser.close', {}).catch(() => {});
    this.socket.close();
    await this.process.stop();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

// WebKit: https://www.w3.org/TR/webdriver2/

class WebKitPage extends Page {
  /** Sends an order to this window. */
  async order(method, name, body) {
    await this.engine.send('POST', 'window', { handle: this.id });
    return this.engine.send(method, name, body);
  }

  async call(body) {
    const script = `const done = arguments[arguments.length - 1]; (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.order('POST', 'execute/async', { script, args: [] });
    if (error) throw new Error(error);
    return value;
  }

  goto(url) {
    return this.order('POST', 'url', { url });
  }

  strike(keys) {
    return this.order('POST', 'actions', { actions: [{ type: 'key', id: 'keys', actions: strokes(keys) }] });
  }

  point(x, y) {
    return this.order('POST', 'actions', { actions: [{ type: 'pointer', id: 'mouse', actions: press(x, y) }] });
  }

  /** The window is larger than its viewport. */
  async resize({ width, height }) {
    const rect = await this.order('GET', 'window/rect');
    const [w, h] = await this.evaluate(() => [innerWidth, innerHeight]);
    await this.order('POST', 'window/rect', { width: rect.width - w + width, height: rect.height - h + height });
    await this.wait((wanted) => innerWidth === wanted, width);
  }

  back() {
    return this.order('POST', 'back', {});
  }

  async screenshot() {
    return Buffer.from(await this.order('GET', 'screenshot'), 'base64');
  }

  close() {
    return this.order('DELETE', 'window');
  }
}

const MINI_BROWSERS = '/usr/lib';
function findMiniBrowser() {
  for (const machine of existsSync(MINI_BROWSERS) ? readdirSync(MINI_BROWSERS) : []) {
    for (const version of ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0']) {
      const program = path.join(MINI_BROWSERS, machine, version, 'MiniBrowser');
      if (existsSync(program)) return program;
    }
  }
  throw new Error('no MiniBrowser of WebKitGTK: install webkit2gtk-driver');
}

class WebKit {
  name = 'webkit';

  static async launch() {
    const engine = new WebKit();
    const driver = find([process.env.WEBKIT_DRIVER, 'WebKitWebDriver'], 'install it (apt install webkit2gtk-driver)');
    const screen = find(['Xvfb'], 'install it (apt install xvfb)');
    const binary = findMiniBrowser();
    engine.screen = await start(screen, ['-displayfd', '1', '-screen', '0', '2400x1600x24', '-nolisten', 'tcp'], { pattern: /^(\d+)$/m });
    engine.home = mkdtempSync(path.join(os.tmpdir(), 'deckyard-webkit-'));
    const env = { DISPLAY: `:${engine.screen.found}`, HOME: engine.home, XDG_RUNTIME_DIR: engine.home, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', NO_AT_BRIDGE: '1' };
    const port = await freePort();
    engine.process = await start(driver, ['-p', String(port)], { env });
    engine.url = `http://127.0.0.1:${port}/session`;
    const args = ['--automation'];
    await until(() => fetch(`http://127.0.0.1:${port}/status`).then(({ ok }) => ok, () => false), 'the driver answers');
    const session = await engine.send('POST', null, { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } } });
    engine.url += `/${session.sessionId}`;
    engine.version = `WebKit ${session.capabilities.browserVersion}`;
    await engine.send('POST', 'timeouts', { script: PATIENCE });
    return engine;
  }

  async send(method, name, body) {
    const response = await fetch(name ? `${this.url}/${name}` : this.url, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${name}: ${value.error}: ${value.message}`);
    return value;
  }

  async windows() {
    return (await this.send('GET', 'window/handles')).map((id) => new WebKitPage(this, id));
  }

  async open(url, size = STAGE) {
    // The one that was looked at last may be closed.
    const [first] = await this.send('GET', 'window/handles');
    await this.send('POST', 'window', { handle: first });
    const { handle } = await this.send('POST', 'window/new', { type: 'window' });
    const page = new WebKitPage(this, handle);
    await page.goto('about:blank');
    await page.resize(size);
    await page.goto(url);
    return page;
  }

  async close() {
    await this.send('DELETE', '').catch(() => {});
    await this.process.stop();
    await this.screen.stop();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A port on which no program listens. */
async function freePort() {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

// Chromium.

class ChromiumPage extends Page {
  call(body) {
    return this.id.evaluate(`(async () => { ${body} })()`);
  }

  goto(url) {
    return this.id.goto(url);
  }

  async strike(keys) {
    for (const key of keys) await this.id.keyboard.press(key);
  }

  point(x, y) {
    return this.id.mouse.click(x, y);
  }

  resize(size) {
    return this.id.setViewportSize(size);
  }

  back() {
    return this.id.goBack();
  }

  screenshot() {
    return this.id.screenshot();
  }

  print() {
    return this.id.pdf({ preferCSSPageSize: true, printBackground: true, format: 'A4' });
  }

  close() {
    return this.id.close();
  }
}

class Chromium {
  name = 'chromium';

  static async launch() {
    const engine = new Chromium();
    engine.browser = await chromium.launch({ executablePath: find([CHROMIUM], 'install Chromium (apt install chromium)'), args: ['--headless', '--no-sandbox', '--disable-gpu'] });
    engine.context = await engine.browser.newContext({ viewport: STAGE });
    engine.version = `Chromium ${engine.browser.version()}`;
    return engine;
  }

  windows() {
    return this.context.pages().map((page) => new ChromiumPage(this, page));
  }

  async open(url, size = STAGE) {
    const page = new ChromiumPage(this, await this.context.newPage());
    await page.resize(size);
    await page.goto(url);
    return page;
  }

  close() {
    return this.browser.close();
  }
}

const ENGINES = { firefox: Firefox, webkit: WebKit, chromium: Chromium };

/** Starts an engine by its name. */
export function launch(name) {
  assert.ok(name in ENGINES, name);
  return ENGINES[name].launch();
}
