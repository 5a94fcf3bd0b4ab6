export { acceptPayment } from './accept-payment.ts'
export { revisePayment } from './revise-payment.ts'
