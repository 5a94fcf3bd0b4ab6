import {
  cancelStage,
  type PriceListCard,
  readPriceList,
  readStage,
  type Stage,
} from '@altyn/contract/catalogue/price-lists'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { paths } from '../../../../lib/path-builder.ts'
import { useUrlState } from '../../../../lib/url-state.ts'
import { useCall, useDeed } from '../../../../lib/use-call.ts'
import { useGo } from '../../../../ui/actions/use-go.ts'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import { ErrorState } from '../../../../ui/feedback/error-state.tsx'
import { PageHeader } from '../../../../ui/pages/page-header.tsx'
import { JobProgress } from '../../../../ui/pieces/job-progress.tsx'
import styles from '../price-lists.module.css'
import { ChooseColumns } from './choose-columns.tsx'
import { SendFile } from './send-file.tsx'
import { StageDifference } from './stage-difference.tsx'
import { StageFaults } from './stage-faults.tsx'

const ASK_AGAIN_MS = 1000

/** A file of prices on its way to a version. The address holds the file, so leaving loses nothing. */
export function PriceImport({ listId }: { listId: number }) {
  const t = useTexts('catalogue')
  const [{ stage: named = '' }, change] = useUrlState()
  const list = useCall(readPriceList, { params: { id: listId } })
  const stageId = Number(named)
  const answer = useCall(
    readStage,
    { params: { id: listId, stageId } },
    { isEnabled: stageId > 0, everyMilliseconds: ASK_AGAIN_MS },
  )
  const stage = stageId > 0 && answer.data?.id === stageId ? answer.data : undefined
  if (list.error) return <ErrorState error={list.error} />
  return (
    <div className={styles.flow}>
      <PageHeader
        title={t('prices.importOf', { name: list.data?.name ?? '' })}
        back={{ path: paths.priceList(listId), label: list.data?.name ?? '' }}
      />
      {stageId > 0 && answer.error && <ErrorState error={answer.error} />}
      {stageId === 0 && (
        <SendFile
          listId={listId}
          onSent={({ id }) => change({ stage: String(id) }, { isNewStep: true })}
        />
      )}
      {list.data && stage && (
        <StageStep
          key={stage.state}
          list={list.data}
          stage={stage}
          onAgain={() => change({ stage: undefined })}
        />
      )}
    </div>
  )
}

type StageStepProps = { list: PriceListCard; stage: Stage; onAgain: () => void }

function StageStep({ list, stage, onAgain }: StageStepProps): ReactNode {
  const t = useTexts('catalogue')
  switch (stage.state) {
    case 'received':
      return (
        <>
          <ChooseColumns stage={stage} />
          <Cancel list={list} stage={stage} onDone={onAgain} />
        </>
      )
    case 'reading':
      return (
        <section className={styles.step}>
          <h2>{t('prices.reading')}</h2>
          <JobProgress
            job={{
              state: 'running',
              doneCount: stage.bytesRead,
              totalCount: stage.fileBytes,
              startedAt: stage.updatedAt,
            }}
          />
          <p className={styles.quiet}>{t('prices.rowsRead', { count: stage.rowsRead })}</p>
        </section>
      )
    case 'faulty':
      return (
        <>
          <StageFaults stage={stage} />
          <ChooseColumns stage={stage} />
          <Cancel list={list} stage={stage} onDone={onAgain} />
        </>
      )
    case 'ready':
      return (
        <>
          <StageDifference list={list} stage={stage} />
          <Cancel list={list} stage={stage} onDone={onAgain} />
        </>
      )
    case 'applied':
      return <AlertLine tone="ok" title={t('prices.applied')} action={<ToList id={list.id} />} />
    default:
      return (
        <AlertLine
          tone={stage.state === 'failed' ? 'bad' : 'note'}
          title={t(`prices.stageState.${stage.state}`)}
          action={
            <Button size="small" onClick={onAgain}>
              {t('prices.sendAgain')}
            </Button>
          }
        />
      )
  }
}

function ToList({ id }: { id: number }) {
  const t = useTexts('catalogue')
  const go = useGo()
  return (
    <Button size="small" onClick={() => go(paths.priceList(id))}>
      {t('prices.toList')}
    </Button>
  )
}

/** Nothing of the file has come into force, so it goes without a question. */
function Cancel(props: { list: PriceListCard; stage: Stage; onDone: () => void }) {
  const { list, stage, onDone } = props
  const t = useTexts('catalogue')
  const cancel = useDeed(cancelStage, { done: t('prices.dropped'), onDone })
  return (
    <div className={styles.deeds}>
      <Button
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ params: { id: list.id, stageId: stage.id } })}
      >
        {t('prices.drop')}
      </Button>
    </div>
  )
}
