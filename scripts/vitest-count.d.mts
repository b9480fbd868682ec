export declare function countVitest(
	report:
		| {
				readonly testResults?: readonly {
					readonly status: string
					readonly assertionResults: readonly { readonly status: string }[]
				}[]
		  }
		| undefined,
	exitCode: number,
): { passed: number; failed: number; skipped: number }
