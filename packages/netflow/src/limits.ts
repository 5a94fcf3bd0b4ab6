/** What bounds the memory that exporters, and those who forge their datagrams, can take. */
export interface FlowLimits {
  /** Observation domains of all exporters together, and of one. */
  domainsMax: number
  domainsPerExporterMax: number
  /** Templates of all domains together, of one, and fields of one template. */
  templatesMax: number
  templatesPerDomainMax: number
  fieldsPerTemplateMax: number
  /** Octets of sets that wait for their template, all together and of one domain. */
  waitingOctetsMax: number
  waitingOctetsPerDomainMax: number
  /** For how long a set waits. */
  waitingMsMax: number
  /** A template that was not sent again for so long is forgotten: RFC 7011 §8.4 asks for at least three refreshes. */
  templateMsMax: number
  /** A domain that was silent for so long is forgotten, with its templates and its sampling. */
  silentMsMax: number
  /** Samplers and interfaces of a domain whose sampling rates are remembered. */
  samplersPerDomainMax: number
}

export const FLOW_LIMITS: FlowLimits = {
  domainsMax: 4096,
  domainsPerExporterMax: 256,
  templatesMax: 20_000,
  templatesPerDomainMax: 1000,
  fieldsPerTemplateMax: 512,
  waitingOctetsMax: 16 << 20,
  waitingOctetsPerDomainMax: 1 << 20,
  waitingMsMax: 30 * 60_000,
  templateMsMax: 24 * 3_600_000,
  silentMsMax: 24 * 3_600_000,
  samplersPerDomainMax: 256,
}
