# Consumption

menu-show-consumption = Consumption
sample-show-consumption = consumption over the last year
consumption-title = Consumption: { $period }
consumption-file = consumption-{ $start }-{ $end }
consumption-no-meter = There is no meter at your metering point ({ $provider }), so consumption isn't measured. Your invoices show the amounts.
consumption-future = That period is still ahead, so there is no consumption yet. Choose another period.
consumption-too-long = That period is too long for one chart. Choose { $years } years at most.
consumption-empty = There are no readings for { $period }, so I can't show the consumption. Choose another period.
consumption-series-empty = { $service }: no readings for this period.
consumption-quarter = Q{ $number } { $year }
consumption-total = { $service }: { $total } in total
consumption-average-month = Average per month: { $average }
consumption-average-quarter = Average per quarter: { $average }
consumption-average-year = Average per year: { $average }
consumption-average-quarter-whole = Average per quarter, without incomplete ones: { $average }
consumption-average-year-whole = Average per year, without incomplete ones: { $average }
consumption-running-quarter = { $name } is not over: shown up to { $until }.
consumption-running-year = The year { $name } is not over: shown up to { $until }.
consumption-until = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
consumption-highest = Highest: { $bar }, { $used }
consumption-missing = No data: { $bars }
consumption-missing-many = No data: { $count ->
    [one] { $count } month
   *[other] { $count } months
  }
consumption-estimated = Partly estimated: { $bars }
consumption-replaced = The meter was replaced on { $day }; the use of both meters is added up.
consumption-compare-more = Same time a year earlier: { $then }, now { $now }, which is { $percent }% more.
consumption-compare-less = Same time a year earlier: { $then }, now { $now }, which is { $percent }% less.
consumption-compare-same = Same time a year earlier: { $then }, so the same.
consumption-compare-none = There is no data for the year before, so there is nothing to compare with.
consumption-by-month = Month
consumption-by-quarter = Quarter
consumption-by-year = Year
consumption-compare = Compare with last year
consumption-last-twelve = Last 12 months
consumption-this-year = This year
consumption-last-year = Last year
