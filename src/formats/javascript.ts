import { type ParserOptions, parse } from '@babel/parser';
import type { Script } from '../model/step.js';
import { type Expression, ExpressionReader, type Statement } from './javascript-expressions.js';
import type { JsExport, JsExpression, JsLoop, JsPattern, JsProgram, JsStatement } from './javascript-nodes.js';
import { tooLong } from './text-size.js';

export * from './javascript-nodes.js';

const MOST_PROBLEMS = 20;

export interface JavaScriptOptions {
  readonly typescript: boolean;
  readonly jsx: boolean;
}

/** By the ending of a file's name: JSX in TypeScript needs a `.tsx`, in JavaScript it may stand anywhere. */
export function optionsFor(path: string): JavaScriptOptions {
  const typescript = /\.[cm]?tsx?$/.test(path);
  return { typescript, jsx: !typescript || path.endsWith('x') };
}

/** Reads a script or a module. Never throws; what stands around a fault is read all the same. */
export function parseJavaScript(script: Script, { typescript, jsx }: JavaScriptOptions): JsProgram {
  const options: ParserOptions = {
    sourceType: 'unambiguous',
    errorRecovery: true,
    attachComment: false,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    plugins: [...(typescript ? (['typescript'] as const) : []), ...(jsx ? (['jsx'] as const) : []), 'decorators-legacy'],
  };
  const why = tooLong(script.text.value, 'a JavaScript text');
  if (why !== undefined) return { body: [], problems: [{ at: script.text.spanOf(0, 0), message: why, isLimit: true }] };
  try {
    const { program, errors } = parse(script.text.value, options);
    const problems = (errors ?? []).slice(0, MOST_PROBLEMS).map(error => problem(script, error));
    return { body: new StatementReader(script).list(program.body), problems };
  } catch (error) {
    return { body: [], problems: [problem(script, error)] };
  }
}

/** The parser gives up with a syntax error; what else makes it throw is a call stack filled by thousands of nested expressions. */
function problem(script: Script, error: unknown): JsProgram['problems'][number] {
  const at = error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
  // The message ends with the place, and quotes nothing of the text but names.
  const message =
    error instanceof SyntaxError ? error.message.replace(/ \(\d+:\d+\)[\s\S]*$/, '').replace(/\.$/, '') : 'nesting is too deep to be read';
  return { at: script.text.spanOf(at, at), message: message.charAt(0).toLowerCase() + message.slice(1) };
}

/** Turns the parser's statements into ours. */
class StatementReader {
  readonly #expressions: ExpressionReader;

  constructor(script: Script) {
    this.#expressions = new ExpressionReader(script, body => this.list(body));
  }

  list(body: readonly Statement[]): readonly JsStatement[] {
    return body.flatMap(statement => this.#read(statement));
  }

  #body(statement: Statement | null | undefined): readonly JsStatement[] {
    if (!statement) return [];
    return statement.type === 'BlockStatement' ? this.list(statement.body) : this.#read(statement);
  }

  #optional(node: Expression | null | undefined): JsExpression | undefined {
    return node ? this.#expressions.read(node) : undefined;
  }

  #read(node: Statement): readonly JsStatement[] {
    const span = this.#expressions.at(node);
    switch (node.type) {
      case 'ExpressionStatement':
        return [{ kind: 'expression', of: this.#expressions.read(node.expression), span }];
      case 'VariableDeclaration':
        return this.#declarations(node);
      case 'FunctionDeclaration':
        return [{ kind: 'function', of: this.#expressions.function(node), span }];
      case 'ClassDeclaration':
        return [{ kind: 'class', of: this.#expressions.class(node), span }];
      case 'BlockStatement':
        return [{ kind: 'block', body: this.list(node.body), span }];
      case 'LabeledStatement':
        return this.#read(node.body);
      case 'IfStatement': {
        const test = this.#expressions.read(node.test);
        return [{ kind: 'if', test, met: this.#body(node.consequent), otherwise: this.#body(node.alternate), span }];
      }
      case 'SwitchStatement': {
        const cases = node.cases.map(({ test, consequent }) => ({ test: this.#optional(test), body: this.list(consequent) }));
        return [{ kind: 'switch', subject: this.#expressions.read(node.discriminant), cases, span }];
      }
      case 'TryStatement': {
        const caught = node.handler?.param ? this.#expressions.pattern(node.handler.param) : undefined;
        const handler = node.handler ? this.list(node.handler.body.body) : undefined;
        return [
          {
            kind: 'try',
            body: this.list(node.block.body),
            caught,
            handler,
            last: node.finalizer ? this.list(node.finalizer.body) : [],
            span,
          },
        ];
      }
      case 'ReturnStatement':
        return [{ kind: 'jump', how: 'return', value: this.#optional(node.argument), span }];
      case 'ThrowStatement':
        return [{ kind: 'jump', how: 'throw', value: this.#expressions.read(node.argument), span }];
      case 'BreakStatement':
        return [{ kind: 'jump', how: 'break', value: undefined, span }];
      case 'ContinueStatement':
        return [{ kind: 'jump', how: 'continue', value: undefined, span }];
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return [this.#loop(node)];
      case 'TSImportEqualsDeclaration':
        return this.#importEquals(node);
      default:
        return this.#module(node);
    }
  }

  #declarations(node: Extract<Statement, { type: 'VariableDeclaration' }>): readonly JsStatement[] {
    return node.declarations.map(declarator => ({
      kind: 'declaration',
      pattern: this.#expressions.pattern(declarator.id),
      value: this.#optional(declarator.init),
      span: this.#expressions.at(declarator),
    }));
  }

  #loop(
    node: Extract<Statement, { type: 'ForStatement' | 'ForInStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement' }>,
  ): JsLoop {
    const base = { kind: 'loop', span: this.#expressions.at(node), body: this.#body(node.body) } as const;
    if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
      const over = {
        variable: this.#variable(node.left),
        values: this.#expressions.read(node.right),
        keysOnly: node.type === 'ForInStatement',
      };
      return { ...base, before: [], over, test: undefined, update: undefined, atLeastOnce: false };
    }
    if (node.type !== 'ForStatement') {
      const test = this.#expressions.read(node.test);
      return { ...base, before: [], test, update: undefined, atLeastOnce: node.type === 'DoWhileStatement' };
    }
    const { init } = node;
    const before = !init
      ? []
      : init.type === 'VariableDeclaration'
        ? this.#declarations(init)
        : [{ kind: 'expression', of: this.#expressions.read(init), span: this.#expressions.at(init) } as const];
    return { ...base, before, test: this.#optional(node.test), update: this.#optional(node.update), atLeastOnce: false };
  }

  #variable(left: Extract<Statement, { type: 'ForOfStatement' }>['left']): JsPattern {
    if (left.type !== 'VariableDeclaration') return this.#expressions.pattern(left);
    const declared = left.declarations[0]?.id;
    return declared === undefined ? { kind: 'list', items: [], span: this.#expressions.at(left) } : this.#expressions.pattern(declared);
  }

  /** `import fs = require('fs')` */
  #importEquals(node: Extract<Statement, { type: 'TSImportEqualsDeclaration' }>): readonly JsStatement[] {
    const { moduleReference } = node;
    if (moduleReference.type !== 'TSExternalModuleReference') return [];
    const names = [{ imported: '*', local: node.id.name }];
    return [{ kind: 'import', from: moduleReference.expression.value, names, span: this.#expressions.at(node) }];
  }

  /** Imports and exports; types and what else has no effect is left out. */
  #module(node: Statement): readonly JsStatement[] {
    const span = this.#expressions.at(node);
    const none = { kind: 'export', from: undefined, names: [], fallback: undefined, span } as const satisfies JsExport;
    switch (node.type) {
      case 'ImportDeclaration': {
        if (node.importKind === 'type') return [];
        const names = node.specifiers.map(specifier => {
          const local = specifier.local.name;
          if (specifier.type === 'ImportDefaultSpecifier') return { imported: 'default', local };
          return specifier.type === 'ImportSpecifier' ? { imported: nameOf(specifier.imported), local } : { imported: '*', local };
        });
        return [{ kind: 'import', from: node.source.value, names, span }];
      }
      case 'ExportAllDeclaration':
        return [{ ...none, from: node.source.value, names: [{ local: '*', exported: '*' }] }];
      case 'ExportDefaultDeclaration': {
        const { declaration } = node;
        if (declaration.type === 'TSDeclareFunction') return [];
        if (declaration.type !== 'FunctionDeclaration' && declaration.type !== 'ClassDeclaration') {
          return [{ ...none, fallback: this.#expressions.read(declaration) }];
        }
        const name = declaration.id?.name;
        if (name !== undefined) return [...this.#read(declaration), { ...none, names: [{ local: name, exported: 'default' }] }];
        const isFunction = declaration.type === 'FunctionDeclaration';
        return [{ ...none, fallback: isFunction ? this.#expressions.function(declaration) : this.#expressions.class(declaration) }];
      }
      case 'ExportNamedDeclaration': {
        const from = node.source?.value;
        const declared = node.declaration ? this.#read(node.declaration) : [];
        const names = node.specifiers.flatMap(specifier => {
          if (specifier.type === 'ExportSpecifier') return [{ local: specifier.local.name, exported: nameOf(specifier.exported) }];
          return specifier.type === 'ExportNamespaceSpecifier' ? [{ local: '*', exported: specifier.exported.name }] : [];
        });
        const own = declared.flatMap(declaredNames).map(name => ({ local: name, exported: name }));
        return [...declared, { ...none, from, names: [...names, ...own] }];
      }
      default:
        return [];
    }
  }
}

function nameOf(
  node: { readonly type: 'Identifier'; readonly name: string } | { readonly type: 'StringLiteral'; readonly value: string },
): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function declaredNames(statement: JsStatement): readonly string[] {
  if (statement.kind === 'declaration') return namesIn(statement.pattern);
  return (statement.kind === 'function' || statement.kind === 'class') && statement.of.name !== undefined ? [statement.of.name] : [];
}

function namesIn(pattern: JsPattern): readonly string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'member':
      return [];
    case 'default':
    case 'rest':
      return namesIn(pattern.of);
    case 'list':
      return pattern.items.flatMap(item => (item === undefined ? [] : namesIn(item)));
    case 'object':
      return pattern.entries.flatMap(entry => namesIn(entry.of));
  }
}
