import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'

const SOURCE = join(import.meta.dirname, '..')
const CONTRACT = join(SOURCE, '../../packages/contract/src')
const LANGUAGES = ['ru', 'en'] as const
type Language = (typeof LANGUAGES)[number]

const PLURAL = /_(zero|one|two|few|many|other)$/
const CYRILLIC = /[а-яё]/i
const LETTERS = /\p{L}{2,}/u
/** Names that are the same in every language. */
const NAMES = new Set(['Altyn', 'Esc'])
/** Attributes that people read or hear. */
const READ_ATTRIBUTES = new Set(
  'title label placeholder alt hint text help advice aria-label saveLabel confirmLabel'.split(' '),
)
/** Keys that the code takes from the server's answers. */
const KEYS_FROM_SERVER = /^problems:/

const texts = new Map(LANGUAGES.map((language) => [language, readTexts(language)]))
const sources = globSync('**/*.{ts,tsx}', { cwd: SOURCE })
  .filter((path) => !path.startsWith('i18n') && !/\.test\.tsx?$/.test(path))
  .map((path) => parse(SOURCE, path))
const uses = sources.flatMap(usesOf)

test('every key stands in both languages', () => {
  const [ru, en] = LANGUAGES.map((language) => withoutPlurals(keysOf(language)))
  assert.deepEqual({ ruOnly: without(ru, en), enOnly: without(en, ru) }, { ruOnly: [], enOnly: [] })
})

test('a counted text has all the forms of its language', () => {
  for (const language of LANGUAGES) {
    const keys = keysOf(language)
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const counted = withoutPlurals([...keys].filter((key) => PLURAL.test(key)))
    const missing = [...counted].flatMap((key) =>
      forms.map((form) => `${key}_${form}`).filter((form) => !keys.has(form)),
    )
    assert.deepEqual(missing, [], language)
  }
})

test('both languages put the same values into a text', () => {
  const valuesOf = (text = '') => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort()
  const different = [...(texts.get('ru') ?? [])].filter(([key, text]) => {
    const other = texts.get('en')?.get(key)
    return other !== undefined && valuesOf(text).join() !== valuesOf(other).join()
  })
  assert.deepEqual(different, [])
})

test('every key that the code names exists', () => {
  const keys = withoutPlurals(keysOf('ru'))
  const missing = uses.filter(({ key, isPrefix, files }) => {
    const candidates = files.length > 0 ? files : textFiles()
    return !candidates.some((file) =>
      isPrefix
        ? [...keys].some((one) => one.startsWith(`${file}:${key}`))
        : keys.has(`${file}:${key}`),
    )
  })
  assert.deepEqual(missing, [])
})

test('every text is used', () => {
  const all = textFiles()
  const named = uses.flatMap(({ key, isPrefix, files }) =>
    (files.length > 0 ? files : all).map((file) => ({ key: `${file}:${key}`, isPrefix })),
  )
  const whole = new Set(named.filter(({ isPrefix }) => !isPrefix).map(({ key }) => key))
  const prefixes = [...new Set(named.filter(({ isPrefix }) => isPrefix).map(({ key }) => key))]
  const isUsed = (key: string) =>
    whole.has(key) || prefixes.some((prefix) => key.startsWith(prefix))
  const idle = [...withoutPlurals(keysOf('ru'))].filter(
    (key) => !KEYS_FROM_SERVER.test(key) && !isUsed(key),
  )
  assert.deepEqual(idle, [])
})

test('every rule of the contract has its words', () => {
  const rules = globSync('**/*.ts', { cwd: CONTRACT }).flatMap((path) =>
    rulesOf(parse(CONTRACT, path)),
  )
  const keys = withoutPlurals(keysOf('ru'))
  assert.deepEqual(
    [...new Set(rules)].filter((rule) => !keys.has(`ui:rules.${rule}`)),
    [],
  )
})

test('texts live in the files of texts, not in the code', () => {
  assert.deepEqual(sources.flatMap(literalsOf), [])
})

type Use = { key: string; isPrefix: boolean; files: string[]; place: string }

function readTexts(language: Language): Map<string, string> {
  const found = new Map<string, string>()
  for (const path of globSync(`i18n/${language}/*.json`, { cwd: SOURCE })) {
    const file = basename(path, '.json')
    collect(JSON.parse(readFileSync(join(SOURCE, path), 'utf8')), `${file}:`, found)
  }
  return found
}

function collect(branch: Record<string, unknown>, prefix: string, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(branch)) {
    if (typeof value === 'string') into.set(prefix + name, value)
    else collect(value as Record<string, unknown>, `${prefix}${name}.`, into) // JSON of texts has only branches and texts
  }
}

function keysOf(language: Language): ReadonlySet<string> {
  return new Set(texts.get(language)?.keys())
}

function textFiles(): string[] {
  return [...new Set([...keysOf('ru')].map((key) => key.split(':')[0] ?? ''))]
}

function withoutPlurals(keys: Iterable<string>): Set<string> {
  return new Set([...keys].map((key) => key.replace(PLURAL, '')))
}

function without(keys: Iterable<string> = [], others: ReadonlySet<string> = new Set()): string[] {
  return [...keys].filter((key) => !others.has(key))
}

function parse(folder: string, path: string): ts.SourceFile {
  const text = readFileSync(join(folder, path), 'utf8')
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
}

function nodesOf(source: ts.SourceFile): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return nodes
}

/** Keys given to `t`, whose file of texts is named where `t` was taken: `const t = useTexts('ui')`. */
function usesOf(source: ts.SourceFile): Use[] {
  const calls = nodesOf(source).filter(ts.isCallExpression)
  const filesByName = new Map<string, string[]>()
  for (const call of calls) {
    const file = call.arguments[0]
    if (call.expression.getText() !== 'useTexts' || !file || !ts.isStringLiteral(file)) continue
    if (!ts.isVariableDeclaration(call.parent)) continue
    const name = call.parent.name.getText()
    filesByName.set(name, [...(filesByName.get(name) ?? []), file.text])
  }
  const isTaken = (call: ts.CallExpression) =>
    filesByName.has(call.expression.getText()) || call.expression.getText() === 't'
  const direct = calls.filter(isTaken).flatMap((call) =>
    keysIn(call.arguments[0]).map((key) => ({
      ...key,
      files: filesByName.get(call.expression.getText()) ?? [],
      place: source.fileName,
    })),
  )
  const found = calls
    .filter((call) => call.expression.getText() === 'findText')
    .flatMap(({ arguments: [file, key] }) =>
      file && ts.isStringLiteral(file)
        ? keysIn(key).map((one) => ({ ...one, files: [file.text], place: source.fileName }))
        : [],
    )
  return [...direct, ...found]
}

function keysIn(node: ts.Expression | undefined): { key: string; isPrefix: boolean }[] {
  if (!node) return []
  if (ts.isStringLiteralLike(node)) return [{ key: node.text, isPrefix: false }]
  if (ts.isConditionalExpression(node)) return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)]
  if (ts.isTemplateExpression(node)) return [{ key: node.head.text, isPrefix: true }]
  return []
}

/** Names of rules in the contract: the message of a regular expression, of a limit or of an issue. */
function rulesOf(source: ts.SourceFile): string[] {
  return nodesOf(source).flatMap((node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'message') {
      return ts.isStringLiteral(node.initializer) ? [node.initializer.text] : []
    }
    if (
      !ts.isCallExpression(node) ||
      !/\.(regex|min|max|refine)$/.test(node.expression.getText())
    ) {
      return []
    }
    const message = node.arguments[1]
    return message && ts.isStringLiteral(message) ? [message.text] : []
  })
}

function literalsOf(source: ts.SourceFile): string[] {
  return nodesOf(source).flatMap((node) => {
    const text = literalText(node)
    if (text === undefined || NAMES.has(text)) return []
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    return [`${source.fileName}:${line} ${JSON.stringify(text)}`]
  })
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return LETTERS.test(node.text) ? node.text.trim() : undefined
  const isPiece = ts.isStringLiteralLike(node) || ts.isTemplateHead(node)
  if (!isPiece && !ts.isTemplateMiddleOrTemplateTail(node)) return undefined
  if (CYRILLIC.test(node.text)) return node.text
  const isRead = ts.isJsxAttribute(node.parent) && READ_ATTRIBUTES.has(node.parent.name.getText())
  return isRead && LETTERS.test(node.text) ? node.text : undefined
}
