import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { InvoiceSheet } from './rules/invoice.ts'
import { toInvoicePage } from './templates/invoice-page.ts'

const TEMPLATE_FOLDER = join(import.meta.dirname, 'templates')
/** A root that exists only in memory: a template sees its own source and its sheet, no disk. */
const MEMORY_ROOT = join(TEMPLATE_FOLDER, 'in-memory')
/** Typst remembers layouts of past documents; every so many documents the unused are forgotten. */
const DOCUMENTS_PER_EVICTION = 16
const EVICTIONS_SURVIVED = 2

/** What each template prints: its sheet in, the page of finished texts out. */
const PAGES = { invoice: (sheet: InvoiceSheet): object => toInvoicePage(sheet) }

export type PdfTemplate = keyof typeof PAGES
export type PdfSheet<Template extends PdfTemplate> = Parameters<(typeof PAGES)[Template]>[0]

export type PdfRenderer = {
  /**
   * Prints a sheet. The same sheet gives the same bytes, with the document's day as the creation
   * date. Takes the processor for some milliseconds, then lets others run: mass runs belong in
   * the worker. Rejects when the template itself is broken, never because of what a text says.
   */
  renderPdf<Template extends PdfTemplate>(
    template: Template,
    sheet: PdfSheet<Template>,
  ): Promise<Uint8Array>
}

/** Starts a renderer of its own: templates are read once, the compiler stays warm. */
export function createPdfRenderer(): PdfRenderer {
  const compiler = NodeCompiler.create({ workspace: MEMORY_ROOT })
  for (const template of Object.keys(PAGES)) {
    const source = readFileSync(join(TEMPLATE_FOLDER, `${template}.typ`), 'utf8')
    compiler.addSource(join(MEMORY_ROOT, `${template}.typ`), source)
  }
  let documentCount = 0
  return {
    async renderPdf(template, sheet) {
      documentCount += 1
      if (documentCount % DOCUMENTS_PER_EVICTION === 0) compiler.evictCache(EVICTIONS_SURVIVED)
      const pdf = compile(compiler, template, PAGES[template](sheet))
      // Memory of the native compiler is given back between turns of the event loop only.
      await setImmediate()
      return pdf
    },
  }
}

let shared: PdfRenderer | undefined

/** Prints a sheet with the renderer that the whole process shares, started on first use. */
export function renderPdf<Template extends PdfTemplate>(
  template: Template,
  sheet: PdfSheet<Template>,
): Promise<Uint8Array> {
  shared ??= createPdfRenderer()
  return shared.renderPdf(template, sheet)
}

/**
 * The page goes in as a JSON file in memory and stays data. `sys.inputs` would do the same, but
 * makes Typst rebuild its library and forget every layout for each document: ten times slower.
 */
function compile(compiler: NodeCompiler, template: PdfTemplate, page: object): Uint8Array {
  compiler.mapShadow(join(MEMORY_ROOT, `${template}.json`), Buffer.from(toJson(page)))
  try {
    // Tags for screen readers would double the size of a document that is stored by the million.
    const mainFilePath = join(MEMORY_ROOT, `${template}.typ`)
    return compiler.pdf({ mainFilePath }, { pdfTags: false })
  } catch (error) {
    throw new Error(`Template ${template} does not compile`, { cause: error })
  }
}

/** Half of a surrogate pair is no character: one broken text must not break the document. */
function toJson(page: object): string {
  const json = JSON.stringify(page)
  if (!json.includes('\\ud')) return json
  return JSON.stringify(page, (_, value) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
}
