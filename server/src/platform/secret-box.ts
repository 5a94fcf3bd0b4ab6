import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { Refusal } from './refusal.ts'

const FORMAT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** Seals short secrets for the database and opens them again. */
export type SecretBox = { seal(plain: string): Buffer; open(sealed: Buffer): string }

/** AES-256-GCM with a fresh nonce each time: format byte, nonce, tag, ciphertext. */
export function createSecretBox(key: Buffer): SecretBox {
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce)
        decipher.setAuthTag(tag)
        const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)
        return decipher.update(body, undefined, 'utf8') + decipher.final('utf8')
      } catch {
        throw new Refusal('platform.wrong-secret-key')
      }
    },
  }
}

/** The key from the environment, else from the key file in the data folder, made on first use. */
export function readSecretKey(config: Pick<Config, 'secretKey' | 'dataFolder'>): Buffer {
  if (config.secretKey) return Buffer.from(config.secretKey, 'hex')
  const folder = join(config.dataFolder, 'secrets')
  const file = join(folder, 'network-passwords.key')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      // `wx`: of several processes that start at once, one writes and the others read.
      writeFileSync(file, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if (!existsSync(file)) throw error
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== KEY_BYTES) throw new Refusal('platform.bad-key-file', { file })
  return key
}
