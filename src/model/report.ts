import type { SourceFile, Span } from '../source/file.js';
import type { BaselineResult } from './baseline.js';
import type { Event } from './condition.js';
import type { Finding, Silenced } from './finding.js';
import type { ExpandedPipeline, PlatformId, Unread } from './pipeline.js';
import type { RuleInfo } from './rule-info.js';

/** What is known of a build in the worlds of some events. */
export interface BuildFacts {
  readonly events: readonly Event[];
  /** the builder's name, or what stands for one: `default`, `legacy builder`; `undefined` where it cannot be told */
  readonly builder: string | undefined;
  readonly cloud: boolean | undefined;
  /** `push`, `load`, `implicit load`, `cache only`, `files`, `nothing`: those that are certain */
  readonly output: readonly string[];
  /** `undefined` where they cannot be told */
  readonly platforms: readonly string[] | undefined;
}

/** A build, once wherever it is reached from. */
export interface ReportedBuild {
  readonly at: Span;
  /** which of them it is, where one command builds several */
  readonly target?: string;
  readonly platform: PlatformId;
  /** the CI file and the job that reach it first */
  readonly pipelineFile: string;
  readonly job: string;
  /** `unknown` ones were not judged */
  readonly on: 'cloud' | 'elsewhere' | 'unknown';
  /**
   * more exactly: `cloud`, `unknown`, the driver of another builder (`docker`, `docker-container` …), `legacy` for what
   * `DOCKER_BUILDKIT=0` means, a program that has no builders (`podman build`), `never` for what runs at no time
   */
  readonly kind: string;
  /** the builders that it runs on in one world or another, as `BuildFacts` names them; none where they cannot be told or it never runs */
  readonly builders: readonly string[];
}

/** What a run gives; formatters turn it into text. */
export interface Report {
  /** sorted by file, offset and rule; silenced ones are not among them */
  readonly findings: readonly Finding[];
  /** what people have accepted; in the same order */
  readonly silenced: readonly Silenced[];
  /** where there is a baseline */
  readonly baseline?: BaselineResult;
  /** sorted by file and offset */
  readonly unread: readonly Unread[];
  /** the CI files that hold a pipeline, each once, in the order they were read */
  readonly files: readonly SourceFile[];
  readonly builds: readonly ReportedBuild[];
  /** all rules there are, sorted by id, always the same whatever was configured */
  readonly rules: readonly RuleInfo[];
  readonly summary: Summary;
  /** stretches that hold a credential (src/credentials.ts finds them, whatever rules are on): a formatter masks them in every frame and snippet */
  readonly secrets: readonly Span[];
}

/** A report with all that was read: of thousands of files that takes gigabytes. */
export interface WholeReport extends Report {
  readonly pipelines: readonly ExpandedPipeline[];
}

export interface Summary {
  /** CI files that hold a pipeline */
  readonly files: number;
  /** CI files without a word of anything that builds images, or leads to what does: they were not parsed */
  readonly filesPassedOver: number;
  readonly jobs: number;
  readonly builds: number;
  /** builds by what they run on; `unknown` ones are not analysed */
  readonly buildsOnCloud: number;
  readonly buildsElsewhere: number;
  readonly buildsUnknown: number;
  /** builds by their `kind`, the most frequent first */
  readonly builders: Readonly<Record<string, number>>;
  /** findings that a comment silences or a baseline knows */
  readonly suppressed: number;
  /** those of them that a baseline knows */
  readonly baselined: number;
  /** a rule of the set `adopt` was on: what Build Cloud would change is among the findings */
  readonly checksAdoption: boolean;
}
