SELECT
  pt_variant AS `variant`,
  pt_segment_1 AS `country`,
  pt_result_1 AS `n`,
  pt_result_2 AS `signed_up_n`,
  pt_result_3 AS `signed_up_mean`,
  pt_result_4 AS `signed_up_var`,
  pt_result_5 AS `spend_n`,
  pt_result_6 AS `spend_mean`,
  pt_result_7 AS `spend_var`,
  pt_result_8 AS `spend_before_n`,
  pt_result_9 AS `spend_before_mean`,
  pt_result_10 AS `spend_before_var`,
  pt_result_11 AS `spend_before_missing_n`,
  pt_result_12 AS `spend_before_missing_mean`,
  pt_result_13 AS `spend_before_missing_var`,
  pt_result_14 AS `spend_spend_before_cov`,
  pt_result_15 AS `spend_spend_before_missing_cov`,
  pt_result_16 AS `spend_before_spend_before_missing_cov`,
  pt_result_17 AS `spend_third`,
  pt_result_18 AS `spend_spend_before_third_1_1_2`,
  pt_result_19 AS `spend_spend_before_third_1_2_2`,
  pt_result_20 AS `spend_before_third`,
  pt_result_21 AS `spend_spend_before_third_1_1_3`,
  pt_result_22 AS `spend_spend_before_third_1_2_3`,
  pt_result_23 AS `spend_spend_before_third_2_2_3`,
  pt_result_24 AS `spend_spend_before_third_1_3_3`,
  pt_result_25 AS `spend_spend_before_third_2_3_3`,
  pt_result_26 AS `spend_before_missing_third`,
  pt_result_27 AS `plan=pro's_n`,
  pt_result_28 AS `plan=pro's_mean`,
  pt_result_29 AS `plan=pro's_var`
FROM (
  WITH
    toFloat64(`signed_up`) AS pt_value_1_1,
    CASE WHEN `spend` IS NOT NULL THEN toFloat64(`spend`) END AS pt_value_2_1,
    CASE WHEN `spend` IS NOT NULL THEN COALESCE(toFloat64(`spend_before`), 0) END AS pt_value_2_2,
    CASE WHEN `spend` IS NOT NULL THEN toFloat64(CASE WHEN `spend_before` IS NULL THEN 1 ELSE 0 END) END AS pt_value_2_3,
    toFloat64(CASE WHEN toString(`plan`) = 'pro\'s' THEN 1 WHEN `plan` IS NOT NULL THEN 0 END) AS pt_value_3_1
  SELECT
    COALESCE(toString(`variant`), '') AS pt_variant,
    COALESCE(toString(`country`), '') AS pt_segment_1,
    COUNT(*) AS pt_result_1,
    COUNT(pt_value_1_1) AS pt_result_2,
    AVG(pt_value_1_1) AS pt_result_3,
    CASE WHEN MIN(pt_value_1_1) < MAX(pt_value_1_1) THEN varSamp(pt_value_1_1) WHEN COUNT(pt_value_1_1) > 1 THEN 0 END AS pt_result_4,
    COUNT(pt_value_2_1) AS pt_result_5,
    MAX(pt_pilot_2_1) + AVG(pt_value_2_1 - pt_pilot_2_1) AS pt_result_6,
    CASE WHEN MIN(pt_value_2_1) < MAX(pt_value_2_1) THEN varSamp(pt_value_2_1 - pt_pilot_2_1) WHEN COUNT(pt_value_2_1) > 1 THEN 0 END AS pt_result_7,
    COUNT(pt_value_2_2) AS pt_result_8,
    MAX(pt_pilot_2_2) + AVG(pt_value_2_2 - pt_pilot_2_2) AS pt_result_9,
    CASE WHEN MIN(pt_value_2_2) < MAX(pt_value_2_2) THEN varSamp(pt_value_2_2 - pt_pilot_2_2) WHEN COUNT(pt_value_2_2) > 1 THEN 0 END AS pt_result_10,
    COUNT(pt_value_2_3) AS pt_result_11,
    AVG(pt_value_2_3) AS pt_result_12,
    CASE WHEN MIN(pt_value_2_3) < MAX(pt_value_2_3) THEN varSamp(pt_value_2_3) WHEN COUNT(pt_value_2_3) > 1 THEN 0 END AS pt_result_13,
    CASE WHEN COUNT(pt_value_2_2) > 1 THEN covarSamp(pt_value_2_2 - pt_pilot_2_2, pt_value_2_1 - pt_pilot_2_1) END AS pt_result_14,
    CASE WHEN COUNT(pt_value_2_3) > 1 THEN covarSamp(pt_value_2_3, pt_value_2_1 - pt_pilot_2_1) END AS pt_result_15,
    CASE WHEN COUNT(pt_value_2_3) > 1 THEN covarSamp(pt_value_2_3, pt_value_2_2 - pt_pilot_2_2) END AS pt_result_16,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) END AS pt_result_17,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) END AS pt_result_18,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1)) END AS pt_result_19,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2)) END AS pt_result_20,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG((pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) + 2 * AVG(pt_value_2_3) * AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG((pt_value_2_1 - pt_pilot_2_1)) END AS pt_result_21,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) + 2 * AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG((pt_value_2_1 - pt_pilot_2_1)) END AS pt_result_22,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2)) - AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) + 2 * AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG((pt_value_2_2 - pt_pilot_2_2)) END AS pt_result_23,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * pt_value_2_3) + 2 * AVG(pt_value_2_3) * AVG(pt_value_2_3) * AVG((pt_value_2_1 - pt_pilot_2_1)) END AS pt_result_24,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * pt_value_2_3) + 2 * AVG(pt_value_2_3) * AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2)) END AS pt_result_25,
    CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * pt_value_2_3 * pt_value_2_3) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * pt_value_2_3) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * pt_value_2_3) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * pt_value_2_3) + 2 * AVG(pt_value_2_3) * AVG(pt_value_2_3) * AVG(pt_value_2_3) END AS pt_result_26,
    COUNT(pt_value_3_1) AS pt_result_27,
    AVG(pt_value_3_1) AS pt_result_28,
    CASE WHEN MIN(pt_value_3_1) < MAX(pt_value_3_1) THEN varSamp(pt_value_3_1) WHEN COUNT(pt_value_3_1) > 1 THEN 0 END AS pt_result_29
  FROM `shop`.`results`
  GLOBAL ALL INNER JOIN (
    SELECT
      COALESCE(toString(`variant`), '') AS pt_variant_of_pilot,
      COALESCE(toString(`country`), '') AS pt_segment_1_of_pilot,
      AVG(CASE WHEN `spend` IS NOT NULL THEN toFloat64(`spend`) END) AS pt_pilot_2_1,
      AVG(CASE WHEN `spend` IS NOT NULL THEN COALESCE(toFloat64(`spend_before`), 0) END) AS pt_pilot_2_2
    FROM `shop`.`results`
    WHERE (
      day >= '2026-09-01'
    )
    GROUP BY pt_variant_of_pilot, pt_segment_1_of_pilot
  ) AS pt_pilots ON COALESCE(toString(`variant`), '') = pt_variant_of_pilot AND COALESCE(toString(`country`), '') = pt_segment_1_of_pilot
  WHERE (
    day >= '2026-09-01'
  )
  GROUP BY pt_variant, pt_segment_1
)
ORDER BY pt_variant, pt_segment_1
