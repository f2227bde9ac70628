import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { findImports, type FoundImport } from './imports.ts';
import { layers, type Layer } from './rules.ts';

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One sentence per import that points upwards, sideways or out of the repository. */
export function layerViolations(
  files: readonly SourceFile[],
  rules: readonly Layer[] = layers,
): string[] {
  return files.flatMap((file) => {
    const layer = layerOf(file.path, rules);
    if (layer === null) return [`${file.path}: belongs to no layer that build/layers knows`];
    return findImports(file).flatMap((found) => {
      const fault = judge(file.path, layer, found, rules);
      return fault === null ? [] : [`${file.path}:${found.line}: ${fault}`];
    });
  });
}

function judge(
  from: string,
  layer: Layer,
  { specifier }: FoundImport,
  rules: readonly Layer[],
): string | null {
  if (specifier === null) {
    return layer.computed ? null : 'imports a computed name, which no rule can check';
  }
  const isPath = specifier.startsWith('.') || specifier.startsWith('/');
  const allowed = isPath
    ? mayUse(layer, resolve(from, specifier), rules)
    : mayUsePackage(layer, specifier);
  return allowed ? null : `${layer.name} may not import "${specifier}"`;
}

function mayUse(layer: Layer, target: string, rules: readonly Layer[]): boolean {
  return layerOf(target, rules) === layer || layer.uses.some((place) => covers(place, target));
}

/** A place is a file, a folder (`a/`), or a folder without its subfolders (`a/*`). */
function covers(place: string, target: string): boolean {
  if (place.endsWith('/*')) return posix.dirname(target) === place.slice(0, -2);
  return place.endsWith('/') ? target.startsWith(place) : target === place;
}

function mayUsePackage(layer: Layer, specifier: string): boolean {
  const name = packageName(specifier);
  if (layer.never?.includes(name)) return false;
  if (isBuiltin(specifier)) return layer.packages.includes('node:*');
  return layer.packages.includes('*') || layer.packages.includes(name);
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function packageName(specifier: string): string {
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Where a relative specifier leads; a query such as Vite's `?url` is no part of the path. */
function resolve(from: string, specifier: string): string {
  const [path = ''] = specifier.split('?');
  return path.startsWith('/') ? path : posix.join(posix.dirname(from), path);
}

function layerOf(path: string, rules: readonly Layer[]): Layer | null {
  const matches = rules.flatMap((layer) =>
    layer.files.filter((place) => covers(place, path)).map((place) => ({ layer, place })),
  );
  matches.sort((a, b) => b.place.length - a.place.length);
  return matches[0]?.layer ?? null;
}
