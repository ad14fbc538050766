/** The tabs that GraphiQL opens with. */
export const exampleTabs = [
  {
    query: `# Predict one customer. Missing, unseen and out-of-range values are served and flagged.
mutation PredictChurn {
  predictChurn(
    subject: "customer-1"
    input: {
      tenure: 4
      preferredLoginDevice: "Mobile Phone"
      cityTier: 3
      warehouseToHome: 6
      preferredPaymentMode: "Debit Card"
      gender: "Female"
      hourSpendOnApp: 3
      numberOfDeviceRegistered: 3
      preferedOrderCat: "Laptop & Accessory"
      satisfactionScore: 2
      maritalStatus: "Single"
      numberOfAddress: 9
      complain: 1
      orderAmountHikeFromlastYear: 11
      couponUsed: 1
      orderCount: 1
      daySinceLastOrder: 5
      cashbackAmount: 159.93
    }
  ) {
    id at label probability confidence latencyMs
    flags { feature kind message }
  }
}
`,
  },
  {
    query: `# The figures of the last 24 hours.
query Performance {
  performance(window: { hours: 24 }) {
    status totalPredictions errorRate positiveRate averageConfidence
    responseTimeMs { average p50 p95 p99 }
    labels { label count }
  }
}
`,
  },
  {
    query: `# Every prediction, as it is committed. Leave it running and predict in another tab.
subscription PredictionsAdded {
  predictionsAdded {
    cursor skipped
    predictions { id at label probability confidence latencyMs }
  }
}
`,
  },
  {
    query: `query Health {
  health {
    status version
    models { name version loaded }
    database { connected latencyMs }
    instances { name startedAt rssBytes heapUsedBytes cpuPercent eventLoopLagMs }
  }
}
`,
  },
];
