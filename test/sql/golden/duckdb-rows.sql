SELECT
  pt_variant AS "variant",
  pt_segment_1 AS "country",
  COUNT(*) AS "n",
  COUNT(pt_value_1_1) AS "signed_up_n",
  AVG(pt_value_1_1) AS "signed_up_mean",
  CASE WHEN MIN(pt_value_1_1) < MAX(pt_value_1_1) THEN VAR_SAMP(pt_value_1_1) WHEN COUNT(pt_value_1_1) > 1 THEN 0 END AS "signed_up_var",
  COUNT(pt_value_2_1) AS "spend_n",
  MAX(pt_pilot_2_1) + AVG(pt_value_2_1 - pt_pilot_2_1) AS "spend_mean",
  CASE WHEN MIN(pt_value_2_1) < MAX(pt_value_2_1) THEN VAR_SAMP(pt_value_2_1 - pt_pilot_2_1) WHEN COUNT(pt_value_2_1) > 1 THEN 0 END AS "spend_var",
  COUNT(pt_value_2_2) AS "spend_before_n",
  MAX(pt_pilot_2_2) + AVG(pt_value_2_2 - pt_pilot_2_2) AS "spend_before_mean",
  CASE WHEN MIN(pt_value_2_2) < MAX(pt_value_2_2) THEN VAR_SAMP(pt_value_2_2 - pt_pilot_2_2) WHEN COUNT(pt_value_2_2) > 1 THEN 0 END AS "spend_before_var",
  COUNT(pt_value_2_3) AS "spend_before_missing_n",
  AVG(pt_value_2_3) AS "spend_before_missing_mean",
  CASE WHEN MIN(pt_value_2_3) < MAX(pt_value_2_3) THEN VAR_SAMP(pt_value_2_3) WHEN COUNT(pt_value_2_3) > 1 THEN 0 END AS "spend_before_missing_var",
  CASE WHEN COUNT(pt_value_2_2) > 1 THEN COVAR_SAMP(pt_value_2_2 - pt_pilot_2_2, pt_value_2_1 - pt_pilot_2_1) END AS "spend_spend_before_cov",
  CASE WHEN COUNT(pt_value_2_3) > 1 THEN COVAR_SAMP(pt_value_2_3, pt_value_2_1 - pt_pilot_2_1) END AS "spend_spend_before_missing_cov",
  CASE WHEN COUNT(pt_value_2_3) > 1 THEN COVAR_SAMP(pt_value_2_3, pt_value_2_2 - pt_pilot_2_2) END AS "spend_before_spend_before_missing_cov",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) END AS "spend_third",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) END AS "spend_spend_before_third_1_1_2",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1)) END AS "spend_spend_before_third_1_2_2",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2)) END AS "spend_before_third",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG((pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) + 2 * AVG(pt_value_2_3) * AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG((pt_value_2_1 - pt_pilot_2_1)) END AS "spend_spend_before_third_1_1_3",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) + 2 * AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG((pt_value_2_1 - pt_pilot_2_1)) END AS "spend_spend_before_third_1_2_3",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2)) - AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) + 2 * AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG((pt_value_2_2 - pt_pilot_2_2)) END AS "spend_spend_before_third_2_2_3",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_1 - pt_pilot_2_1)) - AVG((pt_value_2_1 - pt_pilot_2_1)) * AVG(pt_value_2_3 * pt_value_2_3) + 2 * AVG(pt_value_2_3) * AVG(pt_value_2_3) * AVG((pt_value_2_1 - pt_pilot_2_1)) END AS "spend_spend_before_third_1_3_3",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * (pt_value_2_2 - pt_pilot_2_2)) - AVG((pt_value_2_2 - pt_pilot_2_2)) * AVG(pt_value_2_3 * pt_value_2_3) + 2 * AVG(pt_value_2_3) * AVG(pt_value_2_3) * AVG((pt_value_2_2 - pt_pilot_2_2)) END AS "spend_spend_before_third_2_3_3",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG(pt_value_2_3 * pt_value_2_3 * pt_value_2_3) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * pt_value_2_3) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * pt_value_2_3) - AVG(pt_value_2_3) * AVG(pt_value_2_3 * pt_value_2_3) + 2 * AVG(pt_value_2_3) * AVG(pt_value_2_3) * AVG(pt_value_2_3) END AS "spend_before_missing_third",
  COUNT(pt_value_3_1) AS "plan=pro's_n",
  AVG(pt_value_3_1) AS "plan=pro's_mean",
  CASE WHEN MIN(pt_value_3_1) < MAX(pt_value_3_1) THEN VAR_SAMP(pt_value_3_1) WHEN COUNT(pt_value_3_1) > 1 THEN 0 END AS "plan=pro's_var"
FROM (
  SELECT
    COALESCE(CAST("variant" AS VARCHAR), '') AS pt_variant,
    COALESCE(CAST("country" AS VARCHAR), '') AS pt_segment_1,
    CAST("signed_up" AS DOUBLE) AS pt_value_1_1,
    CASE WHEN "spend" IS NOT NULL THEN CAST("spend" AS DOUBLE) END AS pt_value_2_1,
    CASE WHEN "spend" IS NOT NULL THEN COALESCE(CAST("spend_before" AS DOUBLE), 0) END AS pt_value_2_2,
    CASE WHEN "spend" IS NOT NULL THEN CAST(CASE WHEN "spend_before" IS NULL THEN 1 ELSE 0 END AS DOUBLE) END AS pt_value_2_3,
    CAST(CASE WHEN CAST("plan" AS VARCHAR) = 'pro''s' THEN 1 WHEN "plan" IS NOT NULL THEN 0 END AS DOUBLE) AS pt_value_3_1
  FROM "shop"."results"
  WHERE (
    day >= '2026-09-01'
  )
) AS pt_units
INNER JOIN (
  SELECT
    pt_variant AS pt_variant_of_pilot,
    pt_segment_1 AS pt_segment_1_of_pilot,
    AVG(pt_value_2_1) AS pt_pilot_2_1,
    AVG(pt_value_2_2) AS pt_pilot_2_2
  FROM (
    SELECT
      COALESCE(CAST("variant" AS VARCHAR), '') AS pt_variant,
      COALESCE(CAST("country" AS VARCHAR), '') AS pt_segment_1,
      CASE WHEN "spend" IS NOT NULL THEN CAST("spend" AS DOUBLE) END AS pt_value_2_1,
      CASE WHEN "spend" IS NOT NULL THEN COALESCE(CAST("spend_before" AS DOUBLE), 0) END AS pt_value_2_2
    FROM "shop"."results"
    WHERE (
      day >= '2026-09-01'
    )
  ) AS pt_same_units
  GROUP BY pt_variant, pt_segment_1
) AS pt_pilots ON pt_variant = pt_variant_of_pilot AND pt_segment_1 = pt_segment_1_of_pilot
GROUP BY pt_variant, pt_segment_1
ORDER BY pt_variant, pt_segment_1
