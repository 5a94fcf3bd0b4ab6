import { live } from '#platform/process-life'
import { layGround } from '../ground.ts'
import { startApi } from './start.ts'

const ground = layGround('api')
await live(ground.log, () => startApi(ground))
