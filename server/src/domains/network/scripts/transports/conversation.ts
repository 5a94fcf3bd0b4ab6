import { setTimeout as pause } from 'node:timers/promises'
import { type CommandStep, fillWords } from '@altyn/contract/network/script-text'
import { endsAs, holds } from '../../rules/scripts/answer-pattern.ts'
import { readable } from '../../rules/scripts/transcript.ts'
import { ANSWER_MAX, type Errand, RunTrouble, USUAL_SECONDS } from './transport.ts'

const LOOK_MS = 20
/** A device that has said nothing more for so long has ended its sentence. */
const QUIET_MS = 60
const PROMPT_LENGTH_MAX = 200
const PAGERS = ['--*more*--', 'press any key to continue', 'press <space> for more']
const PAGES_MAX = 2000

/** Collects what a device says. */
export type Ear = {
  hear(text: string): void
  /** Nothing more will come. */
  end(trouble: RunTrouble): void
  forget(): void
  until(isSaid: (text: string) => boolean, ms: number): Promise<Heard>
}
/** `trouble`: why it was not said. */
export type Heard = { text: string; trouble?: RunTrouble }
/** An open line to a device. */
export type Terminal = { ear: Ear; write(text: string): void; enter: string }

export function createEar(signal: AbortSignal): Ear {
  let raw = ''
  let ended: RunTrouble | undefined
  return {
    hear(text) {
      if (raw.length <= ANSWER_MAX) raw += text
    },
    end(trouble) {
      ended ??= trouble
    },
    forget() {
      raw = ''
    },
    async until(isSaid, ms) {
      const deadline = performance.now() + ms
      let read: Read = { size: -1, text: '', at: 0 }
      while (performance.now() <= deadline) {
        if (raw.length !== read.size) {
          read = { size: raw.length, text: readable(raw), at: performance.now() }
        }
        const heard = judge(read, { ended, isSaid })
        if (heard) return heard
        await pause(LOOK_MS, undefined, { signal })
      }
      return { text: read.text, trouble: new RunTrouble('timed-out') }
    },
  }
}

type Read = { size: number; text: string; at: number }

/** What to make of what was said so far; undefined while more may come. */
function judge(
  { size, text, at }: Read,
  { ended, isSaid }: { ended: RunTrouble | undefined; isSaid: (text: string) => boolean },
): Heard | undefined {
  if (size > ANSWER_MAX) return { text, trouble: new RunTrouble('too-long-answer') }
  const isQuiet = performance.now() - at >= QUIET_MS
  if ((ended || isQuiet) && isSaid(text)) return { text }
  return ended && { text, trouble: ended }
}

/** Sends commands one after another, each when the device waits for one, and listens to the answers. */
export async function converse(terminal: Terminal, errand: Errand<CommandStep>): Promise<void> {
  const isAtPrompt = (text: string) => standsAt(text, errand.prompts)
  const greeting = await listen(terminal, isAtPrompt, USUAL_SECONDS)
  errand.journal.answered(greeting.text)
  if (greeting.trouble) throw troubleAt(greeting.trouble, { isGreeting: true })
  for (const [index, step] of errand.steps.entries()) {
    const isLast = index === errand.steps.length - 1
    await command(terminal, errand, { step, isLast, isAtPrompt })
  }
}

type Turn = { step: CommandStep; isLast: boolean; isAtPrompt: (text: string) => boolean }

async function command(
  terminal: Terminal,
  { door, errors, journal }: Errand<CommandStep>,
  { step, isLast, isAtPrompt }: Turn,
): Promise<void> {
  const { line, awaits, seconds } = step
  const typed = fillWords(step.send, () => door.enablePassword)
  journal.sent(typed)
  terminal.ear.forget()
  terminal.write(typed + terminal.enter)
  const isAnswered =
    awaits === '' ? isAtPrompt : (text: string) => holds(withoutEcho(text, typed), awaits)
  const heard = await listen(terminal, isAnswered, seconds ?? USUAL_SECONDS)
  const answer = withoutEcho(heard.text, typed)
  journal.answered(answer)
  const error = errors.find((pattern) => holds(answer, pattern))
  if (error) throw new RunTrouble('error-answer', { line, pattern: error })
  if (!heard.trouble) return
  const { failure } = heard.trouble
  // The last command may well be the one that ends the line.
  if (isLast && awaits === '' && failure === 'closed') return
  if (awaits !== '' && failure === 'timed-out') {
    throw new RunTrouble('not-as-awaited', { line, pattern: awaits })
  }
  throw troubleAt(heard.trouble, { line })
}

/** Listens, and turns the pages of a device that shows its answer by the screen. */
async function listen(
  { ear, write }: Terminal,
  isSaid: (text: string) => boolean,
  seconds: number,
): Promise<Heard> {
  let pages = ''
  for (let turned = 0; turned < PAGES_MAX && pages.length <= ANSWER_MAX; turned += 1) {
    const isAtEnd = (text: string) => isSaid(pages + text) || standsAt(text, PAGERS)
    const { text, trouble } = await ear.until(isAtEnd, seconds * 1000)
    pages += text
    if (trouble || isSaid(pages)) return { text: pages, trouble }
    ear.forget()
    write(' ')
  }
  return { text: pages, trouble: new RunTrouble('too-long-answer') }
}

function standsAt(text: string, patterns: readonly string[]): boolean {
  const line = text.slice(text.lastIndexOf('\n') + 1)
  if (line.trim() === '' || line.length > PROMPT_LENGTH_MAX) return false
  return patterns.some((pattern) => endsAs(line, pattern))
}

/** Most devices repeat what was typed before they answer. */
function withoutEcho(text: string, typed: string): string {
  if (typed === '' || !text.trimStart().startsWith(typed)) return text
  return text
    .trimStart()
    .slice(typed.length)
    .replace(/^\s*\n/, '')
}

function troubleAt(trouble: RunTrouble, where: Record<string, unknown>): RunTrouble {
  return new RunTrouble(trouble.failure, { ...trouble.details, ...where })
}
