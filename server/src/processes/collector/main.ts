import { live } from '#platform/process-life'
import { layGround } from '../ground.ts'
import { startCollector } from './start.ts'

const ground = layGround('collector')
await live(ground.log, () => startCollector(ground))
