import type { GroovyCall, GroovyClosure, GroovyNode } from '../../formats/groovy.js';

export function closureOf(call: GroovyCall): GroovyClosure | undefined {
  for (const { value } of call.arguments) if (value.kind === 'closure') return value;
  return undefined;
}

/** The block of a declarative pipeline of that name: `steps { … }`. */
export function blockOf(body: readonly GroovyNode[], name: string): GroovyCall | undefined {
  return body.find((node): node is GroovyCall => node.kind === 'call' && node.name === name && node.target === undefined);
}

export function bodyOf(call: GroovyCall | undefined): readonly GroovyNode[] {
  return call === undefined ? [] : (closureOf(call)?.body ?? []);
}

export function blocksIn(call: GroovyCall | undefined): readonly GroovyCall[] {
  return bodyOf(call).filter((node): node is GroovyCall => node.kind === 'call');
}

/** The name a chain of calls and properties begins with: `docker` of `docker.image('x').push()`. */
export function rootName(node: GroovyNode): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'property') return rootName(node.target);
  if (node.kind === 'call') return node.target === undefined ? undefined : rootName(node.target);
  return undefined;
}

export function withoutTarget(call: GroovyCall): GroovyCall {
  const { target: _, ...rest } = call;
  return rest;
}

export function mentions(node: GroovyNode, name: string): boolean {
  switch (node.kind) {
    case 'name':
      return node.name === name;
    case 'string':
      return node.parts.some(part => part.kind === 'hole' && mentions(part.expression, name));
    case 'operation':
      return node.operands.some(operand => mentions(operand, name));
    case 'property':
      return mentions(node.target, name);
    case 'call':
      return (node.target !== undefined && mentions(node.target, name)) || node.arguments.some(item => mentions(item.value, name));
    default:
      return false;
  }
}
