/**
 * What Evidently 0.7.23 and NannyML 0.13.1 (with NumPy 2.4, SciPy 1.17) say of the second half of a sample file against the
 * first, after Kilter's codec: numbers as floats, categories as codes.
 */
export interface PeerFigures {
  /** Evidently's own choice of method on the halves: score (a p-value or a distance), and whether it has drifted. */
  readonly evidently: readonly [score: number, drifted: boolean];
  /** The same on the first 900 rows of each half, where it chooses tests. */
  readonly small: readonly [score: number, drifted: boolean];
  /** NannyML's Jensen-Shannon distance of the fourth default chunk, its limit, and the chunks that alert. */
  readonly nannyml: readonly [distance: number, limit: number, alerts: number];
}

export const ecommerceChurn: Readonly<Record<string, PeerFigures>> = {
  tenure: {
    evidently: [0.062681223503, false],
    small: [8.56714517634e-18, true],
    nannyml: [0.0902635850276, 0.404775980129, 1],
  },
  preferredLoginDevice: {
    evidently: [0, false],
    small: [1, false],
    nannyml: [0.00854723542598, 0.0998005141376, 0],
  },
  cityTier: { evidently: [0, false], small: [1, false], nannyml: [0.0217105369743, 0.190404499612, 0] },
  warehouseToHome: {
    evidently: [0.111149272712, true],
    small: [1.38879488069e-8, true],
    nannyml: [0.0718198149447, 0.382226216606, 0],
  },
  preferredPaymentMode: {
    evidently: [0, false],
    small: [1, false],
    nannyml: [0.0649106117729, 0.474420251539, 1],
  },
  gender: { evidently: [0, false], small: [1, false], nannyml: [0.0158051197398, 0.464174481558, 1] },
  hourSpendOnApp: {
    evidently: [1.8866496268, true],
    small: [0, true],
    nannyml: [0.68849831962, 0.227200021661, 11],
  },
  numberOfDeviceRegistered: {
    evidently: [1.11916301085, true],
    small: [3.80117495116e-142, true],
    nannyml: [0.70120086218, 0.696941897923, 7],
  },
  preferedOrderCat: {
    evidently: [0, false],
    small: [1, false],
    nannyml: [0.0635674744147, 0.533880284343, 1],
  },
  satisfactionScore: {
    evidently: [0, false],
    small: [1, false],
    nannyml: [0.0470295503263, 0.545211203245, 0],
  },
  maritalStatus: { evidently: [0, false], small: [1, false], nannyml: [0.0364043734435, 0.616699323193, 0] },
  numberOfAddress: {
    evidently: [0.394553964287, true],
    small: [1.38623849161e-50, true],
    nannyml: [0.406930183819, 0.568009581432, 1],
  },
  complain: { evidently: [0, false], small: [1, false], nannyml: [0.034367056363, 0.0895519264334, 0] },
  orderAmountHikeFromlastYear: {
    evidently: [0.280968817456, true],
    small: [8.46449061211e-9, true],
    nannyml: [0.311192679052, 0.602058600985, 1],
  },
  couponUsed: {
    evidently: [0.600222544233, true],
    small: [3.47644428196e-70, true],
    nannyml: [0.541876075172, 0.33835603096, 11],
  },
  orderCount: {
    evidently: [0.335456920052, true],
    small: [4.86118008426e-173, true],
    nannyml: [0.716557433671, 0.439787050633, 11],
  },
  daySinceLastOrder: {
    evidently: [0.257472733846, true],
    small: [3.74463237688e-20, true],
    nannyml: [0.354703315397, 0.310114855416, 10],
  },
  cashbackAmount: {
    evidently: [0.5253385115, true],
    small: [1.09174136555e-72, true],
    nannyml: [0.482885233404, 0.451813091618, 11],
  },
};

export const telcoChurn: Readonly<Record<string, PeerFigures>> = {
  gender: {
    evidently: [0.00763178041782, false],
    small: [0.509237785897, false],
    nannyml: [0.0206285902776, 0.540658519421, 1],
  },
  seniorCitizen: {
    evidently: [0.0092625793488, false],
    small: [0.654922371047, false],
    nannyml: [0.0182413048324, 0.278391313996, 1],
  },
  partner: {
    evidently: [0.00200940486455, false],
    small: [0.81355511624, false],
    nannyml: [0.00133245839719, 0.546025392857, 0],
  },
  dependents: {
    evidently: [0.00745277920371, false],
    small: [0.0390181356481, true],
    nannyml: [0.0189814843491, 0.397883419193, 1],
  },
  tenure: {
    evidently: [0.0156075370621, false],
    small: [0.951014955999, false],
    nannyml: [0.104943080399, 0.88523408958, 0],
  },
  phoneService: {
    evidently: [0.015623243159, false],
    small: [0.752127440394, false],
    nannyml: [0.000878504354566, 0.210247942712, 1],
  },
  multipleLines: {
    evidently: [0.015632128679, false],
    small: [0.901298868078, false],
    nannyml: [0.00425057274765, 0.545202493097, 0],
  },
  internetService: {
    evidently: [0.0061640432894, false],
    small: [0.00759551886393, true],
    nannyml: [0.00959359156574, 0.731926929874, 0],
  },
  onlineSecurity: {
    evidently: [0.00297837620174, false],
    small: [0.155483887225, false],
    nannyml: [0.0204646063559, 0.732960343695, 0],
  },
  onlineBackup: {
    evidently: [0.00295085110674, false],
    small: [0.0721338973394, false],
    nannyml: [0.0219033585509, 0.732346172325, 0],
  },
  deviceProtection: {
    evidently: [0.00547934403555, false],
    small: [0.113286310151, false],
    nannyml: [0.0254475167526, 0.733369925493, 0],
  },
  techSupport: {
    evidently: [0.00564597935649, false],
    small: [0.0875424534255, false],
    nannyml: [0.0173850706041, 0.733476000385, 0],
  },
  streamingTv: {
    evidently: [0.00292479462248, false],
    small: [0.127160840617, false],
    nannyml: [0.011194305651, 0.732508814376, 0],
  },
  streamingMovies: {
    evidently: [0.0128062336918, false],
    small: [0.0237833257819, true],
    nannyml: [0.000450076632119, 0.732539870131, 0],
  },
  contract: {
    evidently: [0.0018511943512, false],
    small: [0.339284534783, false],
    nannyml: [0.0177984665312, 0.500866666859, 0],
  },
  paperlessBilling: {
    evidently: [0.000817306218692, false],
    small: [0.270458822293, false],
    nannyml: [0.00304348315816, 0.596054496639, 0],
  },
  paymentMethod: {
    evidently: [0.00522653875719, false],
    small: [0.123234485517, false],
    nannyml: [0.0333525785692, 0.728095928404, 0],
  },
  monthlyCharges: {
    evidently: [0.0183330806878, false],
    small: [0.0242822900211, true],
    nannyml: [0.0984897987495, 0.759761481802, 1],
  },
  totalCharges: {
    evidently: [0.0145953570874, false],
    small: [0.431165332378, false],
    nannyml: [0.0822930793077, 0.686693353722, 1],
  },
};
