export { changeOperator } from './change-operator.ts'
export { getDefaultOperator, getOperator } from './find-operator.ts'
export { selectVatRates as listVatRates } from './operators.store.ts'
export type { OperatorRow as Operator, VatRate } from './rules/operator.ts'
