// The English words of the exclusions: what is not dunned, and why.

export const exclusions = {
  exclusions: {
    title: 'Exclusions',
    lead: 'Everything that keeps an invoice from being dunned, with its end. What has run out is not listed.',
    scope: 'What',
    kind: 'Kind',
    kinds: {
      all: 'All dunning',
      customer: 'Customer blocked',
      invoice: 'Invoice paused',
      dispute: 'Disputed',
      promise: 'Payment promised',
      snooze: 'Snoozed',
    },
    reason: 'Reason',
    until: 'Until',
    open: 'until somebody ends it',
    settled: 'until it is settled',
    since: 'Since',
    who: 'Who',
    end: 'End',
    none: 'Nothing is excluded. Every overdue invoice is proposed in its turn.',
    add: 'Exclude something',
    addKinds: { customer: 'A customer', invoice: 'An invoice', all: 'All dunning' },
    number: 'Number of the customer or invoice',
    numberNeeded: 'Give the number of the customer or invoice.',
    button: 'Exclude',
    filterAll: 'All kinds',
    added: {
      customer: 'The customer is blocked.',
      invoice: 'The invoice is paused.',
      all: 'All dunning is suspended.',
    },
    ended: {
      customer: 'The block has ended.',
      invoice: 'The pause has ended.',
      all: 'Dunning goes on.',
      dispute: 'The dispute is settled.',
      promise: 'The promise is taken back.',
    },
    everything: 'the whole organisation',
  },
};

export type ExclusionsWords = typeof exclusions;
