/**
 * A share of long tables, so that CI ends in time: each nth row, which leaves every kind some. All rows where ASSAY_WHOLE is set, as in the
 * nightly job of the workflow.
 */
export function share<Row>(rows: readonly Row[], nth: number): readonly Row[] {
  return process.env['ASSAY_WHOLE'] ? rows : rows.filter((_, index) => index % nth === 0);
}
