import { append } from '../../../model/append.js';
import type { Setting, StepOf } from '../../../model/step.js';
import { concatenated, literal, type Value } from '../../../model/value.js';
import { spanAround } from '../../../source/file.js';
import type { ActionCall } from './action-call.js';
import { listItems } from './list.js';

/**
 * The command line that an action runs, word by word: a flag stands where its input's key is written, its value where the value is.
 * The flags that only tell the action what happened (`--iidfile`, `--metadata-file`) are left out.
 */
export class CommandLine {
  readonly #call: ActionCall;
  readonly #words: Value[];

  constructor(call: ActionCall, ...program: readonly string[]) {
    this.#call = call;
    this.#words = program.map(word => literal(word, call.component.span));
  }

  /** `--tag VALUE` for each item of a list. */
  list(input: string, flag: string, separators: 'lines' | 'lines and commas'): this {
    const given = this.#call.inputs.get(input);
    for (const item of listItems(given, separators)) this.#flag(flag, given?.key ?? item.span, item);
    return this;
  }

  /** `--platform a,b`: all items as one value. */
  joined(input: string, flag: string): this {
    const given = this.#call.inputs.get(input);
    const items = listItems(given, 'lines and commas').map(item => item.value);
    if (given === undefined || items.length === 0) return this;
    const values = items.flatMap((item, index) => (index === 0 ? [item] : [literal(',', given.value.span), item]));
    this.#flag(flag, given.key, { value: concatenated(values, given.value.span), span: given.span });
    return this;
  }

  /** `--file VALUE`. */
  value(input: string, flag: string): this {
    const given = this.#call.inputs.get(input);
    if (given !== undefined) this.#flag(flag, given.key, given);
    return this;
  }

  /** `--push=VALUE`: a switch takes its value in one word. */
  switch(input: string, flag: string): this {
    const given = this.#call.inputs.get(input);
    if (given === undefined) return this;
    this.#words.push(concatenated([literal(`${flag}=`, given.key), given.value], spanAround(given.key, given.value.span)));
    return this;
  }

  /** `--secret VALUE` with a value that the caller has put together. */
  flag(flag: string, at: Setting, value: Value): this {
    this.#flag(flag, at.span, { value, span: value.span });
    return this;
  }

  words(...words: readonly Value[]): this {
    append(this.#words, words);
    return this;
  }

  step(more: Partial<Pick<StepOf<'command'>, 'workingDirectory'>> = {}): StepOf<'command'> {
    return { ...this.#call.fields, ...more, kind: 'command', dialect: 'bash', words: this.#words };
  }

  #flag(flag: string, key: Setting['span'], setting: Setting): void {
    this.#words.push(literal(flag, key), setting.value);
  }
}
