export { extendedAttribute, placeOf, vendorAttribute } from './attribute.ts'
export {
  ATTRIBUTE_ERROR_CODES,
  AttributeError,
  type AttributeErrorCode,
} from './attribute-error.ts'
export { verifyReply, verifyRequest } from './authenticator.ts'
export {
  createRadiusClient,
  type RadiusClient,
  type RadiusClientOptions,
  type RadiusExchange,
} from './client/client.ts'
export type { RadiusResult } from './client/radius-result.ts'
export { CODE, codeName } from './code.ts'
export { ATTRIBUTE, VALUE, VENDOR } from './dictionary.generated.ts'
export {
  type AttributeDefinition,
  type AttributeName,
  type AttributeType,
  attributeName,
  attributeNames,
  findAttribute,
  valueName,
} from './dictionary.ts'
export { DROP_REASONS, type DropReason } from './drop-reason.ts'
export {
  addEapFailure,
  addEapSuccess,
  EAP_DROP_REASONS,
  type EapAnswer,
  type EapDropReason,
  replyWithEap,
} from './eap/eap-answer.ts'
export {
  EAP_METHODS,
  EAP_REJECT_REASONS,
  type EapKeys,
  type EapMethodName,
  type EapRejectReason,
} from './eap/eap-method.ts'
export type { EapLimits, EapServerOptions } from './eap/eap-options.ts'
export { createEapServer, type EapCounters, type EapServer } from './eap/eap-server.ts'
export type { EapTls } from './eap/tls-tunnel.ts'
export {
  encodeAttribute,
  encodeAttributeAs,
  findAttributeError,
  findAttributeErrorAs,
} from './encode-attribute.ts'
export { formatPacket } from './format-packet.ts'
export { type ListedAttribute, listAttributes } from './list-attributes.ts'
export { decodePacket, type Packet } from './packet.ts'
export { createReply, createRequest, type PacketWriter } from './packet-writer.ts'
export {
  type AuthenticationMethod,
  authenticationMethod,
  checkChap,
  checkPap,
  revealUserPassword,
} from './password/check-password.ts'
export { revealWithSalt } from './password/hiding.ts'
export {
  checkMsChap1,
  checkMsChap2,
  deriveMppeKeys,
  type MsChap2Proof,
} from './password/ms-chap.ts'
export {
  CONNECTION_ENDS,
  type ConnectionEnd,
  type ConnectionEndDetail,
  RADSEC_PORT,
  RADSEC_SECRET,
  type RadSecCounters,
  type RadSecLimits,
  type RadSecPeer,
  type RadSecServer,
  type RadSecServerOptions,
  type RadSecTls,
} from './radsec/radsec-options.ts'
export { createRadSecServer } from './radsec/radsec-server.ts'
export type { RadiusCounters } from './server/counters.ts'
export { createRadiusServer } from './server/server.ts'
export type {
  DropDetail,
  RadiusLimits,
  RadiusPeer,
  RadiusServer,
  RadiusServerKind,
  RadiusServerOptions,
  RequestContext,
} from './server/server-options.ts'
