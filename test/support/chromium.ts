import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ExecutionContext } from 'ava';
import { folderWith } from './folder.js';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string }; readonly entry?: { readonly text: string } };
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A page in a headless Chromium, spoken to over its debugging pipe: messages of JSON, each ended by a zero byte. */
export class Page {
  /** what the page asked for and what the browser had to say against it, such as breaches of its own policy */
  readonly requests: string[] = [];
  readonly complaints: string[] = [];
  readonly #to: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #session: string | undefined;
  #loaded: () => void = () => {};
  #last = 0;

  private constructor(from: Readable, to: Writable) {
    this.#to = to;
    let rest = '';
    from.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#take(JSON.parse(message) as Message);
    });
  }

  static async open(t: ExecutionContext, url: string): Promise<Page> {
    const profile = folderWith(t, {});
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${profile}`];
    const child = spawn('chromium', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const ended = new Promise(resolve => child.on('exit', resolve));
    t.teardown(async () => {
      child.kill();
      await ended;
    });
    const [, , , to, from] = child.stdio;
    const page = new Page(from as Readable, to as Writable);
    const { targetId } = await page.call('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await page.call('Target.attachToTarget', { targetId, flatten: true });
    page.#session = String(sessionId);
    for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await page.call(`${domain}.enable`, {});
    const loaded = new Promise<void>(resolve => {
      page.#loaded = resolve;
    });
    await page.call('Page.navigate', { url });
    await loaded;
    return page;
  }

  call(method: string, params: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#last;
    this.#to.write(`${JSON.stringify({ id, method, params, sessionId: this.#session })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => (error === undefined ? resolve(result ?? {}) : reject(new Error(error.message))));
    });
  }

  /** The value of an expression in the page, which must be JSON. */
  async value(expression: string): Promise<unknown> {
    const { result } = await this.call('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { readonly value?: unknown }).value;
  }

  async resize(width: number, height: number, colours: 'light' | 'dark'): Promise<void> {
    await this.call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await this.call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: colours }] });
  }

  #take({ id, method, params, ...rest }: Message): void {
    if (id !== undefined) this.#waiting.get(id)?.({ id, ...rest });
    else if (method === 'Page.loadEventFired') this.#loaded();
    else if (method === 'Network.requestWillBeSent') this.requests.push(params?.request?.url ?? '');
    else if (method === 'Log.entryAdded') this.complaints.push(params?.entry?.text ?? '');
    else if (method === 'Runtime.exceptionThrown' || method === 'Runtime.consoleAPICalled') this.complaints.push(JSON.stringify(params));
  }
}
