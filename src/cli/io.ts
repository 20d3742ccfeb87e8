/** Where text goes; a terminal may be coloured. */
export interface Stream {
  readonly isTerminal: boolean;
  write(text: string): void;
}

/** All that the command knows of the world around it. */
export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** all of standard input */
  stdin(): Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** where the rules' documents lie */
  readonly rulesFolder: string;
  /** the script of a thread that reads files beside this one; where there is none, there are no threads */
  readonly threadScript: string;
  /** what V8 has compiled of this program, for its threads, where they could not use what the build made */
  compiled?(): Uint8Array | undefined;
}
