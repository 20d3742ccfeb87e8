import test from 'ava';
import fc from 'fast-check';
import { parseHcl } from '../../src/formats/hcl.js';
import { hclObject, hclString } from '../../src/formats/hcl-edit.js';
import { SourceFile } from '../../src/source/file.js';

/** The text of `a = "…"`; `undefined` where it is more than a text. */
function read(written: string): string | undefined {
  const { body, problems } = parseHcl(new SourceFile('docker-bake.hcl', `a = ${written}\n`));
  const value = body.attributes[0]?.value;
  if (problems.length > 0 || value?.kind !== 'template') return undefined;
  return value.parts.every(part => part.kind === 'text')
    ? value.parts.map(part => (part.kind === 'text' ? part.text.value : '')).join('')
    : undefined;
}

test('a text is read as it was, whatever begins a template in it', t => {
  const piece = fc.constantFrom('$', '{', '}', '%', '"', '\\', '\n', '\t', 'a', 'type=oci,dest=x', '${', '%{', '~');
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), pieces => read(hclString(pieces.join(''))) === pieces.join('')));
  t.is(hclString('${A}'), '"$${A}"');
});

test('the fields of an output as an object, in the syntax of the file', t => {
  t.is(hclObject('type=oci,dest=app.tar', false), '{ type = "oci", dest = "app.tar" }');
  t.is(hclObject('type=oci,dest=app.tar', true), '{ "type": "oci", "dest": "app.tar" }');
  t.is(hclObject('type=image,"name=a/b,a/c"', false), undefined);
});
