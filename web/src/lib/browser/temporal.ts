/** Makes sure that Temporal is there before any page runs; most browsers bring their own. */
export async function ensureTemporal(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
}
