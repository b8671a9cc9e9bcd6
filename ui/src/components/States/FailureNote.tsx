import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Props = { title: string; hint?: string; children?: ReactNode };

/** A failure told inside a form or a panel, beside what caused it. */
export function FailureNote({ title, hint, children }: Props) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={title}
      role="alert"
    >
      {hint}
      {children}
    </Alert>
  );
}
