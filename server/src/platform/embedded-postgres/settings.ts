import { totalmem } from 'node:os'

const MEGABYTE = 1024 * 1024

/** Settings for the memory of this machine, modest enough for several systems side by side. */
export function settingsFor(memoryBytes = memoryOfThisMachine()): Record<string, string> {
  const memory = Math.floor(memoryBytes / MEGABYTE)
  return {
    max_connections: '200',
    shared_buffers: `${between(32, memory / 8, 1024)}MB`,
    effective_cache_size: `${between(128, memory / 2, 65_536)}MB`,
    maintenance_work_mem: `${between(32, memory / 32, 512)}MB`,
    work_mem: '8MB',
    max_wal_size: '2GB',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    synchronous_commit: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
}

function memoryOfThisMachine(): number {
  // A container's limit, where there is one; without a limit the kernel reports an absurdly big one.
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

function between(least: number, value: number, most: number): number {
  return Math.floor(Math.min(Math.max(value, least), most))
}
