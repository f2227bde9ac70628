import { createContext } from 'svelte';
import type { Access } from './access.svelte.ts';

/** Who is at the window, for every view: `getAccess().may('people.remove')`. */
export const [getAccess, setAccess] = createContext<Access>();
