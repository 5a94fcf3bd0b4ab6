import { live } from '#platform/process-life'
import { layGround } from '../ground.ts'
import { startRadius } from './start.ts'

const ground = layGround('radius')
await live(ground.log, () => startRadius(ground))
