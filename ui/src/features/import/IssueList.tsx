import { Accordion, Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnMap, ImportReport } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './import.module.css';
import { type IssueGroup, issueGroups } from './issues';
import { useImportWords } from './use-words';

type IssueListProps = { report: ImportReport; columns: readonly ColumnMap[] };

const SIGNS = { row: IconCircleX, cell: IconAlertTriangle, note: IconInfoCircle } as const;
const SHOWN = 100;

/** What went wrong, by kind; each with its row, its column and the reason. */
export function IssueList({ report, columns }: IssueListProps) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const words = useImportWords();
  const groups = issueGroups(report.issues);
  if (groups.length === 0) return <p>{t('noIssues')}</p>;
  return (
    <section aria-label={t('issues')}>
      <h3 className={classes.heading}>{t('issues')}</h3>
      {report.issuesTotal > report.issues.length && (
        <p className={classes.soft}>
          {t('firstIssues', {
            shown: format.number(report.issues.length),
            all: format.number(report.issuesTotal),
          })}
        </p>
      )}
      <Accordion multiple variant="contained" order={4}>
        {groups.map((group) => {
          const Sign = SIGNS[group.effect];
          return (
            <Accordion.Item
              key={`${group.effect}:${group.code}`}
              value={`${group.effect}:${group.code}`}
            >
              <Accordion.Control>
                <span className={classes.issueHead}>
                  <span className={classes.effect} data-effect={group.effect}>
                    <Sign size={16} aria-hidden />
                    {t(`effect.${group.effect}`)}
                  </span>
                  {words.reason(group.code, group.issues[0]?.data ?? {})}
                  <span className={classes.soft}>{format.number(group.issues.length)}</span>
                </span>
              </Accordion.Control>
              <Accordion.Panel>
                <Lines group={group} columns={columns} />
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </section>
  );
}

function Lines({ group, columns }: { group: IssueGroup; columns: readonly ColumnMap[] }) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const [shown, setShown] = useState(SHOWN);
  return (
    <>
      <ul className={`${classes.lines} selectable`}>
        {group.issues.slice(0, shown).map((issue) => (
          <li key={`${issue.row}:${issue.column}`}>
            {words.issue(issue, columns)}
            {issue.data.value !== undefined && <q className={classes.cell}>{issue.data.value}</q>}
          </li>
        ))}
      </ul>
      {group.issues.length > shown && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShown(shown + SHOWN)}>
          {t('moreIssues')}
        </Button>
      )}
    </>
  );
}
