/**
 * Colours of Redoc's page by its own variables, where the ones that it comes with contrast by less than 4.5 to 1 with what is behind them:
 * links, keys of examples, the search and the tags of methods.
 */
export const REDOC_COLOURS = `
:root:root:not(.dark) { --color-blue-5: #2560bf; --color-blue-6: #0b5fd0; --color-blue-7: #2560bf; --color-green-7: #0d7039; --color-warm-grey-5: #696b78; --color-warm-grey-7: #696b78; }
:root:root:not(.dark) .tag-get { --tag-color: #0d7039; }
:root:root:not(.dark) .tag-put { --tag-color: #8f4c00; }
:root:root:not(.dark) .tag-patch { --tag-color: #735800; }
:root:root:not(.dark) .tag-delete { --tag-color: #b3202c; }
:root:root.dark { --color-warm-grey-5: #9a9ca8; --color-warm-grey-7: #9a9ca8; }
`;
