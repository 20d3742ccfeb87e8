import type { Formatter } from './formatter.js';

/** Every format there is, each loaded when it is asked for. */
export const formatters = {
  text: async () => (await import('./text.js')).formatText,
  json: async () => (await import('./json.js')).formatJson,
  sarif: async () => (await import('./sarif.js')).formatSarif,
  github: async () => (await import('./github.js')).formatGithub,
  gitlab: async () => (await import('./gitlab.js')).formatGitlab,
  bitbucket: async () => (await import('./bitbucket.js')).formatBitbucket,
  azure: async () => (await import('./azure.js')).formatAzure,
  rdjson: async () => (await import('./rdjson.js')).formatRdjson,
  junit: async () => (await import('./junit.js')).formatJunit,
  checkstyle: async () => (await import('./checkstyle.js')).formatCheckstyle,
  compact: async () => (await import('./compact.js')).formatCompact,
  jsonl: async () => (await import('./jsonl.js')).formatJsonl,
  markdown: async () => (await import('./markdown.js')).formatMarkdown,
  html: async () => (await import('./html.js')).formatHtml,
} as const satisfies Record<string, () => Promise<Formatter>>;

/** What a run can be written as. */
export type FormatName = keyof typeof formatters;

export const formatNames = Object.keys(formatters) as readonly FormatName[];

export type { FormatOptions, Formatter } from './formatter.js';
