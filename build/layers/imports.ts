import { parse } from 'svelte/compiler';
import ts from 'typescript';
import type { SourceFile } from './check.ts';

export interface FoundImport {
  /** Null where the name is computed at run time. */
  readonly specifier: string | null;
  readonly line: number;
}

/** Every import of a file: static, type-only, re-exporting, dynamic, `require`, or within a type. */
export function findImports({ path, text }: SourceFile): FoundImport[] {
  return path.endsWith('.svelte') ? importsOfComponent(text) : importsOfModule(path, text);
}

function importsOfModule(path: string, text: string): FoundImport[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: FoundImport[] = source.typeReferenceDirectives.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: lineAt(source, pos),
  }));
  const visit = (node: ts.Node): void => {
    const named = namedModule(node);
    if (named !== undefined) {
      const specifier = ts.isStringLiteralLike(named) ? named.text : null;
      found.push({ specifier, line: lineAt(source, node.getStart(source)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function lineAt(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

/** The expression that names a module, where a node imports one. */
function namedModule(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  }
  if (ts.isCallExpression(node) && isLoader(node.expression)) return node.arguments[0];
  return undefined;
}

/** `import(…)`, `require(…)` and `require.resolve(…)`. */
function isLoader(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  const base = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  return ts.isIdentifier(base) && base.text === 'require';
}

/** A component's script blocks and the expressions of its markup alike. */
function importsOfComponent(text: string): FoundImport[] {
  const found: FoundImport[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    const source = componentImport(value);
    if (source !== undefined) {
      const line = text.slice(0, value.start).split('\n').length;
      found.push({ specifier: literalText(source), line });
    }
    Object.values(value).forEach(visit);
  };
  visit(parse(text, { modern: true }));
  return found;
}

interface ComponentNode {
  readonly [key: string]: unknown;
  readonly start: number;
}

function isNode(value: unknown): value is ComponentNode {
  return typeof value === 'object' && value !== null;
}

function componentImport(node: ComponentNode): unknown {
  switch (node['type']) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
      return node['source'];
    case 'ExportNamedDeclaration':
      return node['source'] ?? undefined;
    case 'TSImportType':
      return node['argument'];
    default:
      return undefined;
  }
}

function literalText(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node['type'] === 'TSLiteralType') return literalText(node['literal']);
  return typeof node['value'] === 'string' ? node['value'] : null;
}
