/// <reference types="svelte" />
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileModule } from 'svelte/compiler';
import ts from 'typescript';

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
};

/**
 * Lets Node import the window's state classes: their runes become plain values, as where Svelte
 * renders on a server. To be called before such a class is imported.
 */
export function allowStateClasses(): void {
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.svelte.ts')) return next(url, context);
      const filename = fileURLToPath(url);
      const { outputText } = ts.transpileModule(readFileSync(filename, 'utf8'), {
        compilerOptions,
      });
      const { js } = compileModule(outputText, { filename, generate: 'server' });
      return { format: 'module', source: js.code, shortCircuit: true };
    },
  });
}
