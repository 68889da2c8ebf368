SELECT
  pt_variant AS "variant",
  pt_segment_1 AS "country",
  COUNT(*) AS "n",
  COUNT(pt_value_1_1) AS "clicked_n",
  AVG(pt_value_1_1) AS "clicked_mean",
  CASE WHEN MIN(pt_value_1_1) < MAX(pt_value_1_1) THEN VAR_SAMP(pt_value_1_1) WHEN COUNT(pt_value_1_1) > 1 THEN 0 END AS "clicked_var",
  COUNT(pt_value_2_1) AS "revenue_n",
  MAX(pt_pilot_2_1) + AVG(pt_value_2_1 - pt_pilot_2_1) AS "revenue_mean",
  CASE WHEN MIN(pt_value_2_1) < MAX(pt_value_2_1) THEN VAR_SAMP(pt_value_2_1 - pt_pilot_2_1) WHEN COUNT(pt_value_2_1) > 1 THEN 0 END AS "revenue_var",
  COUNT(pt_value_2_2) AS "items_n",
  MAX(pt_pilot_2_2) + AVG(pt_value_2_2 - pt_pilot_2_2) AS "items_mean",
  CASE WHEN MIN(pt_value_2_2) < MAX(pt_value_2_2) THEN VAR_SAMP(pt_value_2_2 - pt_pilot_2_2) WHEN COUNT(pt_value_2_2) > 1 THEN 0 END AS "items_var",
  CASE WHEN COUNT(pt_value_2_2) > 1 THEN COVAR_SAMP(pt_value_2_2 - pt_pilot_2_2, pt_value_2_1 - pt_pilot_2_1) END AS "revenue_items_cov",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) END AS "revenue_third",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1) * (pt_value_2_1 - pt_pilot_2_1)) END AS "revenue_items_third_1_1_2",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_1 - pt_pilot_2_1)) END AS "revenue_items_third_1_2_2",
  CASE WHEN COUNT(pt_value_2_1) > 1 THEN AVG((pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2) * (pt_value_2_2 - pt_pilot_2_2)) END AS "items_third"
FROM (
  SELECT
    CASE WHEN pt_unit IS NULL THEN '(no unit id)' WHEN COUNT(pt_row_variant) < COUNT(*) THEN '' WHEN MIN(pt_row_variant) <> MAX(pt_row_variant) THEN '(several)' ELSE MIN(pt_row_variant) END AS pt_variant,
    COALESCE(MIN(pt_row_segment_1), '') AS pt_segment_1,
    CASE WHEN (MAX(pt_row_1_1) > 0 OR COUNT(pt_row_1_1) = COUNT(*)) THEN MAX(pt_row_1_1) END AS pt_value_1_1,
    CASE WHEN COUNT(pt_row_2_1) = COUNT(*) AND COUNT(pt_row_2_2) = COUNT(*) THEN SUM(pt_row_2_1) END AS pt_value_2_1,
    CASE WHEN COUNT(pt_row_2_1) = COUNT(*) AND COUNT(pt_row_2_2) = COUNT(*) THEN SUM(pt_row_2_2) END AS pt_value_2_2
  FROM (
    SELECT
      "user_id" AS pt_unit,
      CAST("variant" AS TEXT) AS pt_row_variant,
      CAST("country" AS TEXT) AS pt_row_segment_1,
      CASE LOWER(CAST("clicked" AS TEXT)) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(CAST("clicked" AS TEXT) AS DOUBLE PRECISION) END AS pt_row_1_1,
      CAST("revenue" AS DOUBLE PRECISION) AS pt_row_2_1,
      CAST("items" AS DOUBLE PRECISION) AS pt_row_2_2
    FROM "shop"."orders"
  ) AS pt_rows
  GROUP BY pt_unit
) AS pt_units
INNER JOIN (
  SELECT
    pt_variant AS pt_variant_of_pilot,
    pt_segment_1 AS pt_segment_1_of_pilot,
    AVG(pt_value_2_1) AS pt_pilot_2_1,
    AVG(pt_value_2_2) AS pt_pilot_2_2
  FROM (
    SELECT
      CASE WHEN pt_unit IS NULL THEN '(no unit id)' WHEN COUNT(pt_row_variant) < COUNT(*) THEN '' WHEN MIN(pt_row_variant) <> MAX(pt_row_variant) THEN '(several)' ELSE MIN(pt_row_variant) END AS pt_variant,
      COALESCE(MIN(pt_row_segment_1), '') AS pt_segment_1,
      CASE WHEN COUNT(pt_row_2_1) = COUNT(*) AND COUNT(pt_row_2_2) = COUNT(*) THEN SUM(pt_row_2_1) END AS pt_value_2_1,
      CASE WHEN COUNT(pt_row_2_1) = COUNT(*) AND COUNT(pt_row_2_2) = COUNT(*) THEN SUM(pt_row_2_2) END AS pt_value_2_2
    FROM (
      SELECT
        "user_id" AS pt_unit,
        CAST("variant" AS TEXT) AS pt_row_variant,
        CAST("country" AS TEXT) AS pt_row_segment_1,
        CAST("revenue" AS DOUBLE PRECISION) AS pt_row_2_1,
        CAST("items" AS DOUBLE PRECISION) AS pt_row_2_2
      FROM "shop"."orders"
    ) AS pt_rows
    GROUP BY pt_unit
  ) AS pt_same_units
  GROUP BY pt_variant, pt_segment_1
) AS pt_pilots ON pt_variant = pt_variant_of_pilot AND pt_segment_1 = pt_segment_1_of_pilot
GROUP BY pt_variant, pt_segment_1
ORDER BY pt_variant, pt_segment_1
