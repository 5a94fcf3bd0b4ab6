/** Which keys of a memory hang on which device, so that a change of one forgets no others. */
export type KeysByDevice = {
  add(deviceId: number, key: string): void
  /** The keys of a device, which are forgotten here. */
  take(deviceId: number): Iterable<string>
  clear(): void
}

export function createKeysByDevice(): KeysByDevice {
  const keys = new Map<number, Set<string>>()
  return {
    add(deviceId, key) {
      const own = keys.get(deviceId)
      if (own) own.add(key)
      else keys.set(deviceId, new Set([key]))
    },
    take(deviceId) {
      const own = keys.get(deviceId) ?? []
      keys.delete(deviceId)
      return own
    },
    clear: () => keys.clear(),
  }
}
