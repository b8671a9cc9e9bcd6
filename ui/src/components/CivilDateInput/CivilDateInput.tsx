import { DateInput, type DateInputProps } from '@mantine/dates';
import { civilDateOf } from './civil-date';

/**
 * A day, typed or chosen. Mantine's own parser takes "2" for February 2001 while one is typing;
 * ours waits for a whole date.
 */
export function CivilDateInput(props: DateInputProps) {
  return <DateInput valueFormat="YYYY-MM-DD" dateParser={civilDateOf} {...props} />;
}
