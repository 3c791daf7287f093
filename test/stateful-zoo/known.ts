/** The faults that assay does not find yet, as `of: name`. A row that is found fails its test until it is taken out of the list. */
export const NOT_FOUND_YET: string[] = [
  'filter-respected: ignores inPrint beside a genre',
  'sort-respected: orders each page by itself',
  'sort-respected: lists the newest review first, though the oldest is documented',
  'identifier-by-server: takes another identifier in a change',
  'self-leads: leaves the base path out of self',
  'etag-changes: keeps the entity tag where the price alone changes',
  'credentials: takes no API key',
  'request-media-type: takes no multipart body',
];

/** The unusual shops of which a run does not say yet that they conform, by name; likewise. */
export const ACCUSED_YET: string[] = ['numbers reviews beyond what a double holds'];
