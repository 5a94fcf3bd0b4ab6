export { toApiCommand, toApiRejection } from './access.routes.ts'
export {
  selectAppliedStates as findAppliedStates,
  selectLastCommands as findLastCommands,
} from './commands.store.ts'
export { changeSpeeds, enforceStates } from './order-network.ts'
export { selectLastRejections as findLastRejections } from './rejections.store.ts'
export { type Messenger, repeatCommands, sendCommands } from './send-commands.ts'
