import { live } from '#platform/process-life'
import { layGround } from '../ground.ts'
import { startWorker } from './start.ts'

const ground = layGround('worker')
await live(ground.log, () => startWorker(ground))
