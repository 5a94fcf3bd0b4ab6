import { hex } from './hex.ts'

/** RFC 3954: a template flow set and a data flow set of its three flow records, behind a header. */
export const RFC3954 = {
  header: hex('0009 0002 0036ee80 6b0bebe0 00000001 00000001'),
  templateFlowSet: hex(`
    0000 001c 0100 0005
    0008 0004 000c 0004 000f 0004 0002 0004 0001 0004`),
  dataFlowSet: hex(`
    0100 0040
    c6a8010c 0a050cfe c0a80101 00001391 00518c81
    c6a8011b 0a050c17 c0a80101 000002ec 0005ef46
    c6a80138 0a050c41 c0a80101 00000005 00001986`),
  /** An options template with one scope and two options, padded; then its data: two line cards. */
  optionsTemplateFlowSet: hex(`
    0001 0018 0101 0004 0008
    0003 0002 0029 0002 002a 0002 0000`),
  optionsDataFlowSet: hex('0101 0010 0001 0159 27d9 0002 02b2 4fb2'),
}

/** RFC 7011, appendix A: the message of 152 octets from its header to its options (A.1, A.2.1, A.3, A.4.1, A.4.3). */
export const RFC7011_A = {
  header: hex('000a 0098 43b71b80 00000000 00bc614e'),
  templateSet: hex(`
    0002 001c 0100 0005
    0008 0004 000c 0004 000f 0004 0002 0004 0001 0004`),
  dataSet: hex(`
    0100 0040
    c000020c c00002fe c0000201 00001391 00518c81
    c000021b c0000217 c0000202 000002ec 0005ef46
    c0000238 c0000241 c0000203 00000005 00001986`),
  optionsTemplateSet: hex(`
    0003 0018 0102 0003 0001
    008d 0004 0029 0002 002a 0002 0000`),
  optionsDataSet: hex('0102 0014 00000001 0159 27d9 00000002 02b2 4fb2'),
  /** A.2.2: the third field belongs to an enterprise. */
  enterpriseTemplateSet: hex(`
    0002 0020 0101 0005
    0008 0004 000c 0004 800f 0004 00007ed9 0002 0004 0001 0004`),
}
