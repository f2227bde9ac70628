/** Lower case without accents, so that "Jose" finds "José" in any capitals. */
export function searchKey(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
